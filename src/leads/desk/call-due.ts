import { DAY, HOUR } from "#src/time.ts";

/** The hours at which somebody works at the desk, Monday to Friday, in UTC as every time of the desk. */
const OPENS = 9 * HOUR;
const CLOSES = 17 * HOUR;

/**
 * By when a call request is to be answered: so many working hours after it was made.
 *
 * @param askedAt milliseconds since 1970
 * @param hours working hours, as `site.yaml` promises them
 */
export function callDueAt(askedAt: number, hours: number): number {
  let left = hours * HOUR;
  for (let midnight = askedAt - (askedAt % DAY); ; midnight += DAY) {
    const weekday = new Date(midnight).getUTCDay();
    const from = Math.max(askedAt, midnight + OPENS);
    const open = weekday === 0 || weekday === 6 ? 0 : Math.max(0, midnight + CLOSES - from);
    if (left <= open) return from + left;
    left -= open;
  }
}
