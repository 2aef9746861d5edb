import { SECOND } from "#src/time.ts";

/** So many of something within a span of time. */
export interface Window<Limit extends string> {
  limit: Limit;
  /** Milliseconds. */
  span: number;
  most: number;
  /** When the one at this place was made, newest first, counting those made after `since`; undefined where there are fewer. */
  at: (since: number, place: number) => Promise<number | undefined>;
}

/** The full window that lasts longest and the seconds until it has room again; null while all have room. */
export async function longestWait<Limit extends string>(
  windows: readonly Window<Limit>[],
  now: number,
): Promise<{ limit: Limit; retryAfterSeconds: number } | null> {
  let longest: { limit: Limit; retryAfterSeconds: number } | null = null;
  for (const { limit, span, most, at } of windows) {
    // While the newest `most` are all inside the window there is no room; the oldest of them leaves it first.
    const oldest = await at(now - span, most - 1);
    if (oldest === undefined) continue;
    const retryAfterSeconds = Math.ceil((oldest + span - now) / SECOND);
    if (retryAfterSeconds > (longest?.retryAfterSeconds ?? 0)) longest = { limit, retryAfterSeconds };
  }
  return longest;
}
