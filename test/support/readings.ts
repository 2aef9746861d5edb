import type { Bank } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { progressPart } from "#src/progress/page/part.ts";
import type { ProgressSource, Reading } from "#src/progress/page/source.ts";
import type { Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { first as bank, banks, creditsOf, FIRST_EXAMPLES as EXAMPLES } from "#test/support/factories.ts";
import { site, words } from "#test/support/words.ts";
export const JUNE_3 = Date.UTC(2026, 5, 3, 10);
export const JULY_20 = Date.UTC(2026, 6, 20, 10);
export const SEPTEMBER_1 = Date.UTC(2026, 8, 1, 10);

export function reading(instrument: InstrumentId, submission: Submission, completedAt: number): Reading {
  return {
    reference: `${instrument}-${completedAt}`,
    instrument,
    completedAt,
    scored: submission.answers,
    revision: 1,
    sizing: submission.sizing ?? {},
    currency: "GBP",
    result: score(bank, instrument, submission),
  };
}
export const diagnostic = (credits: string, at: number) =>
  reading("diagnostic", { answers: creditsOf(credits, "diagnostic", bank), context: { c_tool: "crm" } }, at);
export const snapshot = (credits: string, at: number) =>
  reading("snapshot", { answers: creditsOf(credits, "snapshot", bank), context: { c_tool: "crm" } }, at);
export const E2 = reading("diagnostic", EXAMPLES.E2.submission, JUNE_3);
/** The second of three readings in the design: 37, with layers 50, 45, 30, 35, 40. */
export const MIDDLE = diagnostic("2 2 1 3 2 | 2 2 1 3 1 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2", JULY_20);
export const E6 = reading("diagnostic", EXAMPLES.E6.submission, SEPTEMBER_1);
export const E5 = (at: number) => reading("diagnostic", EXAMPLES.E5.submission, at);
export const at = (one: Reading, completedAt: number): Reading => ({ ...one, completedAt });

/** The same reading with other displayed scores; nothing else of it matters to a threshold. */
export function displayed(one: Reading, overall: number, layers: Partial<Reading["result"]["layers"]> = {}): Reading {
  const { result } = one;
  return { ...one, result: { ...result, confidence: "medium", overall, layers: { ...result.layers, ...layers } } };
}
export const versioned = (one: Reading, bankVersion: string): Reading => ({
  ...one,
  result: { ...one.result, bankVersion },
});

export const sourceOf = (readings: Reading[], now = SEPTEMBER_1 + 9 * DAY, other: Bank = bank): ProgressSource => ({
  ...{ bank: other, banks: { ...banks, newest: other, of: () => other }, words, site, readings, now },
});
export const partOf = (...args: Parameters<typeof sourceOf>) => progressPart(sourceOf(...args));
export function seriesOf(...args: Parameters<typeof sourceOf>) {
  const part = partOf(...args);
  if (part.kind !== "series") throw new Error(`The page is ${part.kind}.`);
  return part;
}
