import type { Questions } from "#src/instruments/instrument.ts";
import type { LayerId } from "#src/names/instruments.ts";
import type { Answered } from "./reading.ts";
import type { PerLayer } from "./result.ts";

/** Half up, as the method displays every score: floor(x + 0.5). */
export function display(value: number): number {
  return Math.floor(value + 0.5);
}

/** A value for each layer, upstream first. */
export function perLayer<T>(bank: Questions, value: (layer: LayerId) => T): PerLayer<T> {
  return Object.fromEntries(bank.layers.map(({ id }) => [id, value(id)])) as PerLayer<T>;
}

/** c_L, credits summed over one layer's items; an unknown answer has none (method, section 3). */
function creditSums(bank: Questions, answered: readonly Answered[]): PerLayer<number> {
  return perLayer(bank, (layer) =>
    answered.filter(({ item }) => item.layer === layer).reduce((sum, { credit }) => sum + credit, 0),
  );
}

/** S_L = 25 c_L / n, from 0 to 100 (method, section 3). */
function layerScores(bank: Questions, credits: PerLayer<number>, itemsPerLayer: number): PerLayer<number> {
  return perLayer(bank, (layer) => (25 * credits[layer]) / itemsPerLayer);
}

/**
 * O = 0.70 mean(S) + 0.30 min(S) (method, section 3), from whole credits and whole percent weights, so that no float
 * drift can move a displayed score.
 */
function overallScore(bank: Questions, credits: PerLayer<number>, itemsPerLayer: number): number {
  const all = bank.layers.map(({ id }) => credits[id]);
  const sum = all.reduce((total, credit) => total + credit, 0);
  const meanWeight = Math.round(100 * bank.model.overall.meanWeight);
  const minWeight = Math.round(100 * bank.model.overall.minWeight);
  return (meanWeight * sum + minWeight * all.length * Math.min(...all)) / (4 * all.length * itemsPerLayer);
}

/** Exact scores of layers and overall from the same answers (method, section 3). */
export function scoresOf(bank: Questions, answered: readonly Answered[]) {
  const itemsPerLayer = answered.length / bank.layers.length;
  const credits = creditSums(bank, answered);
  const layers = layerScores(bank, credits, itemsPerLayer);
  return { itemsPerLayer, credits, layers, overall: overallScore(bank, credits, itemsPerLayer) };
}

/** The name of the interval a displayed score falls into. */
export function intervalName(intervals: readonly { min: number; name: string }[], displayed: number): string {
  const found = intervals.findLast(({ min }) => displayed >= min);
  if (!found) throw new RangeError(`No interval holds ${displayed}.`);
  return found.name;
}
