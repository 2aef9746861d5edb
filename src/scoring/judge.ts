import type { Change, Comparison } from "./compare.ts";

/**
 * What may be said of a difference of scores (method, section 9; 2.0.0, section 9). "early": clear by size, between readings
 * that stand too close in time. "wholly", "mostly" and "partly": it reaches the threshold only with answers that were known
 * on one of the two occasions, which make up all of it, more than half of it, or less.
 */
export type Judgement = "none" | "clear" | "early" | "wholly" | "mostly" | "partly";

/** Judges one difference; the comparison that it is of says how far apart the readings stand. */
export function judge(
  { reached, clear, difference, held }: Change,
  { tooSoon }: Pick<Comparison, "tooSoon">,
): Judgement {
  if (!reached) return "none";
  if (clear) return tooSoon ? "early" : "clear";
  if (held * Math.sign(difference) <= 0) return "wholly";
  return 2 * Math.abs(difference - held) > Math.abs(difference) ? "mostly" : "partly";
}
