import type { CreditTest, Questions } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import type { Reading } from "./reading.ts";
import type { PerLayer } from "./result.ts";

function within(value: number, bounds: { atLeast?: number | undefined; atMost?: number | undefined }): boolean {
  return value >= (bounds.atLeast ?? -Infinity) && value <= (bounds.atMost ?? Infinity);
}

/**
 * Ids of the bank's contradictions that these answers show (method, section 7). Only chosen options count: an item
 * answered "dk" or not at all matches none of them.
 */
export function findContradictions(
  bank: Questions,
  instrument: InstrumentId,
  { of, sizing }: Reading,
  scores: PerLayer<number>,
): string[] {
  const matches = (test: CreditTest) => {
    const answered = of(test.item);
    return answered?.state === "chosen" && within(answered.credit, test);
  };

  return bank.contradictions
    .filter(({ instruments }) => instruments.includes(instrument))
    .filter(({ when }) => {
      if (!when.items.every(matches)) return false;
      if (when.several && when.several.of.filter(matches).length < when.several.atLeast) return false;
      if (when.layer && !within(scores[when.layer.layer], when.layer)) return false;
      if (!when.sizing) return true;
      const given = sizing[when.sizing.field];
      return given !== undefined && within(given, when.sizing);
    })
    .map(({ id }) => id);
}
