import type { InstrumentId } from "#src/names/instruments.ts";
import type { Result, Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { second } from "#test/support/factories.ts";
import { type Answers, creditsOf, first, itemsOf } from "./factories.ts";

/** Sittings under 1.0.0, whose rules the tests of the method's sections are written for. */
export type Five = [visibility: number, integrity: number, flow: number, learning: number, resilience: number];
type Beside = Omit<Submission, "answers">;

/** Credits of five items that bring any layer to this score; 0 is for layers other than integrity. */
export const FIVE_ITEMS: Record<number, string> = {
  0: "0 0 0 0 0",
  5: "0 1 0 0 0",
  10: "0 1 0 1 0",
  20: "1 1 1 1 0",
  25: "1 1 1 1 1",
  30: "1 2 1 1 1",
  35: "1 2 2 1 1",
  40: "1 2 2 2 1",
  45: "1 2 2 2 2",
  50: "4 2 2 1 1",
  55: "4 2 2 2 1",
  60: "4 2 2 2 2",
  65: "4 2 2 3 2",
  70: "4 2 2 3 3",
  75: "4 4 2 3 2",
  80: "4 4 2 3 3",
  85: "4 4 2 4 3",
  90: "4 4 2 4 4",
  95: "4 4 4 4 3",
  100: "4 4 4 4 4",
};

/** Credits of two items that bring a layer to this score; 87.5 is for integrity only. */
const TWO_ITEMS: Record<number, string> = {
  12.5: "0 1",
  25: "1 1",
  37.5: "1 2",
  50: "0 4",
  62.5: "1 4",
  75: "4 2",
  87.5: "4 3",
  100: "4 4",
};

export const written = (table: Record<number, string>, layers: Five) => layers.map((layer) => table[layer]).join(" | ");

export const diagnostic = (credits: string, beside: Beside = {}): Result =>
  score(first, "diagnostic", { answers: creditsOf(credits, "diagnostic", first), ...beside });
export const snapshot = (credits: string, beside: Beside = {}): Result =>
  score(first, "snapshot", { answers: creditsOf(credits, "snapshot", first), ...beside });

/** A Diagnostic or Snapshot whose layers stand at these scores, upstream first. */
export const diagnosticAt = (...layers: Five): Result => diagnostic(written(FIVE_ITEMS, layers));
export const snapshotAt = (...layers: Five): Result => snapshot(written(TWO_ITEMS, layers));

/** The best option everywhere except in these items; "x" is "Not sure". */
export function fullMarksExcept(instrument: InstrumentId, credits: Record<string, number | "x">): Answers {
  const answers: Answers = {};
  for (const { id, options } of itemsOf(instrument, first)) {
    const wanted = credits[id] ?? 4;
    const option = wanted === "x" ? { id: "dk" } : options.find(({ credit }) => credit === wanted);
    if (!option) throw new Error(`Item ${id} has no option with credit ${wanted}.`);
    answers[id] = option.id;
  }
  return answers;
}

export const nearlyFull = (credits: Record<string, number | "x">, beside: Beside = {}): Result =>
  score(first, "diagnostic", { answers: fullMarksExcept("diagnostic", credits), ...beside });

export const inALayer = (result: Result) => Object.values(result.layers);

/** Scored under method 2.0.0, from credits as the method writes them. */
export const under2 = (instrument: InstrumentId, credits: string, more: Partial<Submission> = {}) =>
  score(second, instrument, {
    context: { c_tool: "crm" },
    ...more,
    answers: creditsOf(credits, instrument, second),
  });

export const under1 = (instrument: InstrumentId, credits: string, more: Partial<Submission> = {}) =>
  score(first, instrument, { context: { c_tool: "crm" }, ...more, answers: creditsOf(credits, instrument, first) });

export const ALL_UNKNOWN = {
  snapshot: "x x | x x | x x | x x | x x",
  diagnostic: "x x x x x | x x x x x | x x x x x | x x x x x | x x x x x",
};
