import type { InstrumentId } from "#src/names/instruments.ts";
import type { Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { bank, EXAMPLES } from "#test/support/factories.ts";
import type { Row } from "./table.ts";

const SCORING_MILLISECONDS = 1_500;

/** The scores of a second beside the times that the same submission is parsed of JSON. */
export function scoring(): Row[] {
  const examples: [InstrumentId, Submission][] = [
    ["snapshot", asItArrives(EXAMPLES.E1)],
    ["diagnostic", asItArrives(EXAMPLES.E2)],
  ];
  // Both once before either counts, so that neither pays for the compiler.
  for (const [instrument, submission] of examples)
    operationsPerSecond(() => score(bank, instrument, submission).overall);
  return examples.map(([instrument, submission]) => {
    const written = JSON.stringify(submission);
    const scored = operationsPerSecond(() => score(bank, instrument, submission).overall);
    const parsed = operationsPerSecond(() => Object.keys(JSON.parse(written)).length);
    const what = `score() of a ${bank.instruments[instrument].name}`;
    const row = { what, unit: "a second", here: scored, floor: parsed, of: "JSON.parse of it" };
    return instrument === "diagnostic" ? { ...row, goal: { least: 0.2 } } : row;
  });
}

/** Put together at once: the examples are written answer by answer, and an object made so is read more slowly. */
const asItArrives = ({ submission }: typeof EXAMPLES.E1): Submission => JSON.parse(JSON.stringify(submission));

function operationsPerSecond(work: () => number): number {
  let kept = 0;
  const runFor = (milliseconds: number) => {
    const start = performance.now();
    let done = 0;
    while (performance.now() - start < milliseconds) {
      for (let index = 0; index < 200; index += 1) kept += work();
      done += 200;
    }
    return (1000 * done) / (performance.now() - start);
  };
  runFor(SCORING_MILLISECONDS / 5);
  const rate = runFor(SCORING_MILLISECONDS);
  if (!Number.isFinite(kept)) throw new Error("The work gave no number.");
  return rate;
}
