import { firstTrue } from "#src/words/needs.ts";
import { fill } from "#src/words/phrase.ts";
import type { ReportWords } from "#src/words/report.ts";
import { factsOf } from "./facts.ts";
import type { Source } from "./source.ts";

/** The overall score with its band; where nothing is known, the band says so and nothing about the firm. */
export function overallPart(source: Source) {
  const words = source.words.report;
  const { result } = source.assessment;
  const facts = factsOf(source);
  const { nothingKnown } = facts;
  const sentence = fill(words.bands[result.band as keyof ReportWords["bands"]], {
    answers: firstTrue(words.counted, facts).text,
  });
  const [low, high] = result.range.overall;
  return {
    score: result.overall,
    band: nothingKnown ? words.nothingKnown.band : result.band,
    sentence: nothingKnown ? words.nothingKnown.sentence : sentence,
    range: result.range.overall,
    of: words.overall.of,
    likely: fill(words.overall.likely, { low, high }),
  };
}
