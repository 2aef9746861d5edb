import type { DeliveryKind } from "#src/names/deliveries.ts";
import { KEY_HOLDS } from "#src/outbox/may-replay.ts";
import { HOUR, SECOND } from "#src/time.ts";
import { SIGN_IN_LASTS } from "#src/tokens.ts";
import type { Tried } from "./context.ts";

export const GIVE_UP_AFTER = KEY_HOLDS;
const FIRST_WAIT = 30 * SECOND;
/** However long a provider asks for: what it meant for one moment must not outlast the key. */
export const LONGEST_WAIT = HOUR;
/** How much shorter chance may make a wait, so that messages that failed together do not all come back together. */
const JITTER = 0.2;

/** How long after its first try a message is still worth sending: a sign-in link for no longer than it works. */
export function worthTrying(kind: DeliveryKind | undefined): number {
  return kind === "sign-in" ? SIGN_IN_LASTS : GIVE_UP_AFTER;
}

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

/** When the next try is due (milliseconds since 1970): after what the provider asks for, at most an hour. Null when that would be too long after the first (20 hours). */
export function nextTry(tried: Tried, random: () => number): number | null {
  const wait =
    tried.retryAfterSeconds === undefined
      ? backoff(tried.attempts, random)
      : Math.min(tried.retryAfterSeconds * SECOND, LONGEST_WAIT);
  const due = tried.now + wait;
  return due - tried.firstTriedAt > worthTrying(tried.kind) ? null : due;
}
