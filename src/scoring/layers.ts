import type { Questions } from "#src/instruments/instrument.ts";
import type { LayerId } from "#src/names/instruments.ts";
import type { Answered } from "./reading.ts";
import type { PerLayer } from "./result.ts";

/** Half up, as the method displays every score: floor(x + 0.5). */
export function display(value: number): number {
  return Math.floor(value + 0.5);
}

/** A value for each layer, upstream first. Written out, since an object made of entries takes ten times as long. */
export function perLayer<T>(value: (layer: LayerId) => T): PerLayer<T> {
  return {
    visibility: value("visibility"),
    integrity: value("integrity"),
    flow: value("flow"),
    learning: value("learning"),
    resilience: value("resilience"),
  };
}

/** c_L, credits summed over one layer's items; an unknown answer has none (method, section 3). */
function creditSums(answered: readonly Answered[]): PerLayer<number> {
  const credits = perLayer(() => 0);
  for (const { item, credit } of answered) credits[item.layer] += credit;
  return credits;
}

/** S_L = 25 c_L / n, from 0 to 100 (method, section 3). */
function layerScores(credits: PerLayer<number>, itemsPerLayer: number): PerLayer<number> {
  return perLayer((layer) => (25 * credits[layer]) / itemsPerLayer);
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

export type Scores = ReturnType<typeof scoresOf>;

/** Exact scores of layers and overall from the same answers (method, section 3). */
export function scoresOf(bank: Questions, answered: readonly Answered[]) {
  const itemsPerLayer = answered.length / bank.layers.length;
  const credits = creditSums(answered);
  const layers = layerScores(credits, itemsPerLayer);
  return { itemsPerLayer, credits, layers, overall: overallScore(bank, credits, itemsPerLayer) };
}

/** The name of the interval a displayed score falls into. */
export function intervalName(intervals: readonly { min: number; name: string }[], displayed: number): string {
  const found = intervals.findLast(({ min }) => displayed >= min);
  if (!found) throw new RangeError(`No interval holds ${displayed}.`);
  return found.name;
}
