import { HOUR, SECOND } from "../assessments/domain.ts";
import type { Tried } from "./context.ts";

/** The provider forgets an idempotency key after 24 hours; a try after that could send the message twice. */
export const GIVE_UP_AFTER = 20 * HOUR;
const FIRST_WAIT = 30 * SECOND;
const LONGEST_WAIT = HOUR;
/** How much shorter chance may make a wait, so that messages that failed together do not all come back together. */
const JITTER = 0.2;

/**
 * Milliseconds to wait after a failed try: 30 s × 2^n, at most an hour, up to a fifth shorter.
 *
 * @param attempts tries so far, from 1
 * @param random 0 (inclusive) to 1
 */
export function backoff(attempts: number, random: () => number): number {
  const full = Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT);
  return Math.round(full * (1 - JITTER * random()));
}

/** When the next try is due (milliseconds since 1970), or null when that would be more than 20 hours after the first. */
export function nextTry(tried: Tried, random: () => number): number | null {
  const wait =
    tried.retryAfterSeconds === undefined ? backoff(tried.attempts, random) : tried.retryAfterSeconds * SECOND;
  const due = tried.now + wait;
  return due - tried.firstTriedAt > GIVE_UP_AFTER ? null : due;
}
