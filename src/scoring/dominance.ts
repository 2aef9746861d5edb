import type { Questions } from "#src/instruments/instrument.ts";
import { type InstrumentId, LAYER_IDS, type LayerId } from "#src/names/instruments.ts";
import type { Clarity, Confidence } from "#src/names/scoring.ts";
import type { Result } from "./result.ts";
import { type Scores, unknownShare } from "./scores.ts";

export type Dominance = Pick<
  Result,
  "dominant" | "clarity" | "candidates" | "weakest" | "nextLowest" | "basis" | "margin"
>;

/** What was answered, and the same with every unknown answer at full credit. */
export interface Bounds {
  exact: Scores;
  upper: Scores;
}

/**
 * The dominant failure layer with how firmly it may be named (method, section 4; 2.0.0, section 4). `margin` is the
 * distance in points from the lowest layer to the next.
 */
export function findDominant(
  bank: Questions,
  instrument: InstrumentId,
  { exact, upper }: Bounds,
  confidence: Confidence,
): Dominance {
  const rules = bank.model.dominant;
  const scores = exact.layers;
  const weakest = LAYER_IDS.reduce((low, id) => (scores[id] < scores[low] ? id : low));
  const lowest = scores[weakest];
  const others = LAYER_IDS.filter((id) => id !== weakest);
  const second = others.reduce((low, id) => Math.min(low, scores[id]), Infinity);
  const spread = others.reduce((high, id) => Math.max(high, scores[id]), lowest) - lowest;
  const margin = second - lowest;
  const nextLowest = others.filter((id) => scores[id] === second);
  const named = { weakest, nextLowest, margin };
  if (lowest >= rules.holdAt) return { dominant: null, clarity: "none", candidates: [], basis: null, ...named };

  const level = LAYER_IDS.filter((id) => scores[id] <= lowest + rules.tieWindow && scores[id] < rules.holdAt);
  const blind = isBlindSpot(bank, exact);
  const [upstream] = LAYER_IDS;
  const candidates = blind ? [upstream, ...level.filter((id) => id !== upstream)] : level;
  const dominant = candidates[0] as LayerId;

  let clarity: Clarity = "joint";
  if (blind) clarity = "blind-spot";
  else if (spread <= rules.evenSpread[instrument]) clarity = "even";
  else if (margin >= rules.clearMargin[instrument]) {
    const isSettled = upper.layers[dominant] < second && confidence !== "low";
    clarity = !rules.clearNeedsKnown || isSettled ? "clear" : "unsettled";
  } else if (level.length === 1) clarity = "leading";

  const { unknown, items } = exact.inLayer[dominant];
  const basis = 2 * unknown >= items ? "unknowns" : "answers";
  return { dominant, clarity, candidates, basis, ...named };
}

function isBlindSpot(bank: Questions, exact: Scores): boolean {
  const { blindShare, holdAt } = bank.model.dominant;
  return unknownShare(exact) >= blindShare && exact.layers.visibility < holdAt;
}
