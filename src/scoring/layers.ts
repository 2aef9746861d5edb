import type { Bank } from "#src/instruments/instrument.ts";
import type { LayerId } from "#src/names/instruments.ts";
import type { Answered } from "./reading.ts";
import type { PerLayer } from "./result.ts";

/** Half up, as the method displays every score: floor(x + 0.5). */
export function display(value: number): number {
  return Math.floor(value + 0.5);
}

/** A value for each layer, upstream first. */
export function perLayer<T>(bank: Bank, value: (layer: LayerId) => T): PerLayer<T> {
  return Object.fromEntries(bank.layers.map(({ id }) => [id, value(id)])) as PerLayer<T>;
}

/** Credits summed over one layer's items; "unknowns" says what an unknown answer is worth here, 0 or 4. */
export function creditSums(bank: Bank, answered: readonly Answered[], unknowns: 0 | 4): PerLayer<number> {
  return perLayer(bank, (layer) =>
    answered
      .filter(({ item }) => item.layer === layer)
      .reduce((sum, { credit, state }) => sum + (state === "chosen" ? credit : unknowns), 0),
  );
}

/** S_L = 25 c_L / n, from 0 to 100 (method, section 3). */
export function layerScores(bank: Bank, credits: PerLayer<number>, itemsPerLayer: number): PerLayer<number> {
  return perLayer(bank, (layer) => (25 * credits[layer]) / itemsPerLayer);
}

/**
 * O = 0.70 mean(S) + 0.30 min(S) (method, section 3), from whole credits and whole percent weights, so that no float
 * drift can move a displayed score.
 */
export function overallScore(bank: Bank, credits: PerLayer<number>, itemsPerLayer: number): number {
  const all = bank.layers.map(({ id }) => credits[id]);
  const sum = all.reduce((total, credit) => total + credit, 0);
  const meanWeight = Math.round(100 * bank.model.overall.meanWeight);
  const minWeight = Math.round(100 * bank.model.overall.minWeight);
  return (meanWeight * sum + minWeight * all.length * Math.min(...all)) / (4 * all.length * itemsPerLayer);
}

/** The name of the interval a displayed score falls into. */
export function intervalName(intervals: readonly { min: number; name: string }[], displayed: number): string {
  const found = intervals.findLast(({ min }) => displayed >= min);
  if (!found) throw new RangeError(`No interval holds ${displayed}.`);
  return found.name;
}
