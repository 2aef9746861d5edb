import type { Bank } from "#src/instruments/instrument.ts";
import type { InstrumentId, LayerId } from "#src/names/instruments.ts";
import type { Clarity } from "#src/names/scoring.ts";
import type { Answered } from "./reading.ts";
import type { PerLayer, Result } from "./result.ts";

export type Dominance = Pick<Result, "dominant" | "clarity" | "candidates" | "weakest" | "basis" | "margin">;

/**
 * The dominant failure layer with how firmly it may be named (method, section 4). `margin` is the distance in points
 * from the lowest layer to the next.
 */
export function findDominant(
  bank: Bank,
  instrument: InstrumentId,
  scores: PerLayer<number>,
  answered: readonly Answered[],
): Dominance {
  const rules = bank.model.dominant;
  const order = bank.layers.map(({ id }) => id);
  const ascending = order.map((id) => scores[id]).sort((a, b) => a - b);
  const [lowest = 0, second = lowest] = ascending;
  const spread = (ascending.at(-1) ?? lowest) - lowest;
  const margin = second - lowest;
  const weakest = order.find((id) => scores[id] === lowest) as LayerId;
  if (lowest >= rules.holdAt) return { dominant: null, clarity: "none", candidates: [], weakest, basis: null, margin };

  const level = order.filter((id) => scores[id] <= lowest + rules.tieWindow && scores[id] < rules.holdAt);
  const blind = isBlindSpot(bank, scores, answered);
  const [upstream] = order;
  const candidates = blind && upstream ? [upstream, ...level.filter((id) => id !== upstream)] : level;
  const dominant = candidates[0] as LayerId;

  let clarity: Clarity = "joint";
  if (blind) clarity = "blind-spot";
  else if (spread <= rules.evenSpread[instrument]) clarity = "even";
  else if (margin >= rules.clearMargin[instrument]) clarity = "clear";
  else if (level.length === 1) clarity = "leading";

  const own = answered.filter(({ item }) => item.layer === dominant);
  const unknown = own.filter(({ state }) => state !== "chosen").length;
  return { dominant, clarity, candidates, weakest, basis: 2 * unknown >= own.length ? "unknowns" : "answers", margin };
}

function isBlindSpot(bank: Bank, scores: PerLayer<number>, answered: readonly Answered[]): boolean {
  const { blindShare, holdAt } = bank.model.dominant;
  return unknownShare(answered) >= blindShare && scores.visibility < holdAt;
}

/** b of the method: the share of items answered "dk" or not at all. */
export function unknownShare(answered: readonly Answered[]): number {
  return answered.filter(({ state }) => state !== "chosen").length / answered.length;
}
