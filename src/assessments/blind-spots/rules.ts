import type { Closer } from "#src/names/blind-spots.ts";
import { DAY } from "#src/time.ts";

/** How long what was unknown may still be answered, from completion (method 2.0.0, section 10). */
const OPEN_FOR = 30 * DAY;

/** How long a colleague's link works; never beyond the time above. */
const LINK_WORKS = 14 * DAY;

/** Links that one result makes in all: each may send one mail. */
export const MOST_LINKS = 10;

/** The last moment at which an unknown answer of a result may come in, in milliseconds since 1970. */
export const openUntil = ({ completedAt }: { completedAt: number }) => completedAt + OPEN_FOR;

/** When questions that are asked now stop taking answers. */
export function endOf(by: Closer, result: { completedAt: number }, now: number): number {
  return by === "founder" ? openUntil(result) : Math.min(openUntil(result), now + LINK_WORKS);
}

/** Whether questions take answers, or why they take none any more. */
export type ClosingState = "open" | "used" | "withdrawn" | "late";

export function stateOf(
  { usedAt, withdrawnAt, endsAt }: { usedAt: number | null; withdrawnAt: number | null; endsAt: number },
  now: number,
): ClosingState {
  if (usedAt !== null) return "used";
  if (withdrawnAt !== null) return "withdrawn";
  return now > endsAt ? "late" : "open";
}
