import { fill } from "#src/words/phrase.ts";
import type { Source } from "./source.ts";

/**
 * The verdict in words (method, sections 4 and 6). With all five layers at 75 or above and another verdict than
 * Functioning, the sentence names the condition that failed as an exception.
 */
export function verdictPart(source: Source) {
  const { assessment } = source;
  const words = source.words.report;
  const { result } = assessment;
  const { title, sentence, doFirst, notThat } = words.verdicts[result.verdict];
  const early = assessment.instrument === "snapshot" ? words.earlyReading : null;
  if (result.dominant !== null || result.verdict === "FUNCTIONING") return { title, sentence, doFirst, notThat, early };
  return { title: words.allHold.title, sentence: exception(words, result), doFirst: null, notThat: null, early };
}

function exception({ allHold }: Source["words"]["report"], result: Source["assessment"]["result"]): string {
  if (result.verdict === "PARTIAL") {
    const passed = result.fourYesItems.filter((item) => item.passed).length;
    return fill(allHold.fourYes, { count: passed, total: result.fourYesItems.length });
  }
  return result.verdict === "SCENARIO_A" || result.verdict === "NO_SYSTEM" ? allHold.define : allHold.enforce;
}
