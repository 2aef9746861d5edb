import { DAY, HOUR, MINUTE } from "#src/time.ts";

/** A founder's session ends this long after it was last used (ours). */
export const SESSION_IDLE = 24 * HOUR;

/** And this long after it began, however much it is used (ours). */
export const SESSION_AT_MOST = 7 * DAY;

/** Its last use is written at most this often (ours): a session may end this much sooner than its idle limit. */
export const SEEN_EVERY = HOUR;

/** The time in which the limits count sign-in links (security.md: 5 in 15 minutes). */
export const LINKS_WITHIN = 15 * MINUTE;
