import { DAY } from "#src/time.ts";

const USUAL_DAYS = 90;
const MOST_DAYS = 400;

/** What a date field offers: the usual date, the first and the last that are taken. */
export function datesOffered(now: number): Record<"usual" | "earliest" | "latest", number> {
  return { usual: dayAfter(now, USUAL_DAYS), earliest: dayAfter(now, 1), latest: dayAfter(now, MOST_DAYS) };
}

/** A time as a date field writes it: "2026-11-22", in UTC. */
export function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** The start of a day that is in the calendar (UTC), or null for anything else. */
export function startOfDate(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && dateOf(at) === text ? at : null;
}

/** The start of the day (UTC) so many days after a moment; of its own day with 0. */
export const dayAfter = (now: number, days: number) => (Math.floor(now / DAY) + days) * DAY;
