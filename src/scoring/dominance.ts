import type { Questions } from "#src/instruments/instrument.ts";
import type { InstrumentId, LayerId } from "#src/names/instruments.ts";
import type { Clarity, Confidence } from "#src/names/scoring.ts";
import type { Answered } from "./reading.ts";
import type { PerLayer, Result } from "./result.ts";

export type Dominance = Pick<
  Result,
  "dominant" | "clarity" | "candidates" | "weakest" | "nextLowest" | "basis" | "margin"
>;

/** Exact scores of each layer: as answered, and with every unknown answer at full credit. */
export interface LayerBounds {
  scores: PerLayer<number>;
  upper: PerLayer<number>;
}

/**
 * The dominant failure layer with how firmly it may be named (method, section 4; 2.0.0, section 4). `margin` is the
 * distance in points from the lowest layer to the next.
 */
export function findDominant(
  bank: Questions,
  instrument: InstrumentId,
  { scores, upper }: LayerBounds,
  answered: readonly Answered[],
  confidence: Confidence,
): Dominance {
  const rules = bank.model.dominant;
  const order = bank.layers.map(({ id }) => id);
  const ascending = order.map((id) => scores[id]).sort((a, b) => a - b);
  const [lowest = 0, second = lowest] = ascending;
  const spread = (ascending.at(-1) ?? lowest) - lowest;
  const margin = second - lowest;
  const weakest = order.find((id) => scores[id] === lowest) as LayerId;
  const nextLowest = order.filter((id) => id !== weakest && scores[id] === second);
  const named = { weakest, nextLowest, margin };
  if (lowest >= rules.holdAt) return { dominant: null, clarity: "none", candidates: [], basis: null, ...named };

  const level = order.filter((id) => scores[id] <= lowest + rules.tieWindow && scores[id] < rules.holdAt);
  const blind = isBlindSpot(bank, scores, answered);
  const [upstream] = order;
  const candidates = blind && upstream ? [upstream, ...level.filter((id) => id !== upstream)] : level;
  const dominant = candidates[0] as LayerId;

  let clarity: Clarity = "joint";
  if (blind) clarity = "blind-spot";
  else if (spread <= rules.evenSpread[instrument]) clarity = "even";
  else if (margin >= rules.clearMargin[instrument]) {
    const isSettled = upper[dominant] < second && confidence !== "low";
    clarity = !rules.clearNeedsKnown || isSettled ? "clear" : "unsettled";
  } else if (level.length === 1) clarity = "leading";

  const basis = 2 * unknownIn(answered, dominant) >= itemsIn(answered, dominant) ? "unknowns" : "answers";
  return { dominant, clarity, candidates, basis, ...named };
}

function isBlindSpot(bank: Questions, scores: PerLayer<number>, answered: readonly Answered[]): boolean {
  const { blindShare, holdAt } = bank.model.dominant;
  return unknownShare(answered) >= blindShare && scores.visibility < holdAt;
}

const itemsIn = (answered: readonly Answered[], layer: LayerId) =>
  answered.filter(({ item }) => item.layer === layer).length;

/** How many items of a layer were answered "dk" or not at all. */
export function unknownIn(answered: readonly Answered[], layer: LayerId): number {
  let unknown = 0;
  for (const { item, state } of answered) if (item.layer === layer && state !== "chosen") unknown += 1;
  return unknown;
}

/** b of the method: the share of items answered "dk" or not at all. */
export function unknownShare(answered: readonly Answered[]): number {
  return answered.filter(({ state }) => state !== "chosen").length / answered.length;
}
