import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";
import type { Tried } from "./context.ts";

/** The waits of the Standard Webhooks specification: ten tries in all, over a little more than three days. */
const WAITS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;
/** How much longer chance may make a wait, so that a receiver that comes back is not met by everything at once. */
const JITTER = 0.1;

/**
 * When a webhook is tried again (milliseconds since 1970): after the wait of the schedule, up to a tenth longer, or after
 * what the receiver asked for if that is longer, at most a day. Null after the tenth try.
 *
 * @param random 0 (inclusive) to 1
 */
export function nextHookTry({ now, attempts, retryAfterSeconds = 0 }: Tried, random: () => number): number | null {
  const wait = WAITS[attempts - 1];
  if (wait === undefined) return null;
  const asked = Math.min(retryAfterSeconds * SECOND, DAY);
  return now + Math.max(Math.round(wait * (1 + JITTER * random())), asked);
}
