import { DAY, HOUR } from "#src/time.ts";

/** A reminder is confirmed within this many days, or its link is stale. */
export const CONFIRM_WITHIN_DAYS = 7;

/** Reminders go out at nine in the morning (UTC) of their day. */
const SENT_AT = 9 * HOUR;

/** When a reminder goes out that is for this day; `day` is any moment of it (milliseconds since 1970). */
export const sentOn = (day: number) => Math.floor(day / DAY) * DAY + SENT_AT;
