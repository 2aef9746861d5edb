import { catalogueOf } from "#src/instruments/banks.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import type { Occasion } from "#src/scoring/compare.ts";
import type { Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { creditsOf, FIRST_EXAMPLES as EXAMPLES, first } from "#test/support/factories.ts";

/** Occasions under 1.0.0, which section 9 of the method is written for. */
export const START = Date.UTC(2026, 0, 15);
export const banks = catalogueOf([first]);

/** One sitting, so many days after the first. */
export function occasion(instrument: InstrumentId, submission: Submission, day = 0): Occasion {
  const answers = submission.answers;
  return { instrument, completedAt: START + day * DAY, answers, result: score(first, instrument, submission) };
}
export const diagnostic = (credits: string, day = 0) =>
  occasion("diagnostic", { answers: creditsOf(credits, "diagnostic", first) }, day);
export const snapshot = (credits: string, day = 0) =>
  occasion("snapshot", { answers: creditsOf(credits, "snapshot", first) }, day);

export const E2 = occasion("diagnostic", EXAMPLES.E2.submission);
export const E6 = occasion("diagnostic", EXAMPLES.E6.submission, 90);
