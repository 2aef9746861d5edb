import { openUntil } from "#src/assessments/blind-spots/rules.ts";
import type { BlindSpotWords } from "#src/words/coming-back/blind-spots.ts";
import { counted } from "#src/words/numbers.ts";
import { fill, longDate, plain } from "#src/words/phrase.ts";
import type { ReportSource } from "./parts/source.ts";
import { isSolo } from "./parts/source.ts";

type BlindSpotSource = Pick<ReportSource, "banks" | "site" | "assessment"> & {
  words: { blindSpots: Pick<BlindSpotWords, "part"> };
  /** Milliseconds since 1970. */
  now: number;
};

/** What stands above the questions that could not be answered; null where all were. */
export function blindSpotsPart({ banks, site, assessment, words: { blindSpots }, now }: BlindSpotSource) {
  const words = blindSpots.part;
  const { result, instrument } = assessment;
  const open = result.unknowns.length;
  if (open === 0) return null;
  const until = openUntil(assessment);
  const date = longDate(until, site.language);
  const [low, high] = result.range.overall;
  const half = banks.of(result.bankVersion).model.likelyHalfWidth80[instrument].overall;
  const narrows = 2 * half < high - low;
  const values = { now: plain(high - low, site.language), least: plain(2 * half, site.language) };
  return {
    title: counted(words.title, open),
    lead: narrows ? counted(words.lead, open, values) : words.leadSame,
    isOpen: now <= until,
    until: fill(now <= until ? words.until : words.late, { date }),
    ask: isSolo(assessment) ? words.askSolo : words.ask,
  };
}
