import type { Questions } from "#src/instruments/instrument.ts";
import { type Facet, LAYER_IDS } from "#src/names/instruments.ts";
import { perLayer } from "./layers.ts";
import type { Answered } from "./reading.ts";
import type { PerLayer } from "./result.ts";

/** Some items: how many they are, the credits they sum to, and how many were answered "dk" or not at all. */
export interface Sum {
  items: number;
  credits: number;
  unknown: number;
}

/** What a set of answers scores: exact scores from 0 to 100, and the sums that they are made of. */
export interface Scores {
  answered: readonly Answered[];
  layers: PerLayer<number>;
  /** The lowest score of a layer. */
  lowest: number;
  overall: number;
  all: Sum;
  inLayer: PerLayer<Sum>;
  inFacet: Record<Facet, Sum>;
}

const nothing = (): Sum => ({ items: 0, credits: 0, unknown: 0 });

/** Scores of layers and overall (method, section 3), in one pass over the answers. */
export function scoresOf(bank: Questions, answered: readonly Answered[]): Scores {
  const inLayer = perLayer(nothing);
  const inFacet = { define: nothing(), enforce: nothing(), observe: nothing() };
  for (const { layer, facet, credit, state } of answered) {
    const unknown = state === "chosen" ? 0 : 1;
    add(inLayer[layer], 1, credit, unknown);
    add(inFacet[facet], 1, credit, unknown);
  }
  const all = nothing();
  let fewest = Infinity;
  for (const id of LAYER_IDS) {
    const { items, credits, unknown } = inLayer[id];
    add(all, items, credits, unknown);
    fewest = Math.min(fewest, credits);
  }
  const layers = perLayer((id) => scoreOf(inLayer[id]));
  const lowest = scoreOf({ credits: fewest, items: all.items / LAYER_IDS.length });
  return { answered, layers, lowest, overall: overallScore(bank, all, fewest), all, inLayer, inFacet };
}

function add(sum: Sum, items: number, credits: number, unknown: number): void {
  sum.items += items;
  sum.credits += credits;
  sum.unknown += unknown;
}

/** S = 25 c / n, from 0 to 100 (method, section 3). */
export function scoreOf({ credits, items }: Pick<Sum, "credits" | "items">): number {
  return (25 * credits) / items;
}

/** b of the method: the share of items answered "dk" or not at all. */
export function unknownShare({ all }: Scores): number {
  return all.unknown / all.items;
}

/**
 * O = 0.70 mean(S) + 0.30 min(S) (method, section 3), from whole credits and whole percent weights, so that no float
 * drift can move a displayed score. Every layer has as many items, so the fewest credits are the lowest score.
 */
function overallScore({ model, layers }: Questions, all: Sum, fewest: number): number {
  const meanWeight = Math.round(100 * model.overall.meanWeight);
  const minWeight = Math.round(100 * model.overall.minWeight);
  return (meanWeight * all.credits + minWeight * layers.length * fewest) / (4 * all.items);
}
