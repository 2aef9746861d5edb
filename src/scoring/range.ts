import { display } from "./layers.ts";
import type { Range } from "./result.ts";

/**
 * Likely range in displayed points (method, section 7): from the score less the half-width to what the unknowns could
 * hide plus the half-width, clamped to 0..100 and then rounded half up.
 */
export function likelyRange(score: number, upper: number, halfWidth: number): Range {
  return [display(Math.max(0, score - halfWidth)), display(Math.min(100, upper + halfWidth))];
}
