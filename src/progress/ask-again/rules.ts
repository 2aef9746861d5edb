import { z } from "zod";
import { ASK_AGAIN_DAYS } from "#src/names/progress.ts";
import { sentOn } from "#src/progress/reminders/times.ts";
import { DAY } from "#src/time.ts";

const { fewest, most } = ASK_AGAIN_DAYS;

/** After how many days somebody wants to be asked again, as a form says it. */
export const daysUntilAsked = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(z.int().min(fewest).max(most));

/** When a mail goes out that asks again so many days after a moment (milliseconds since 1970). */
export const askedAgainAt = (since: number, days: number) => sentOn(since + days * DAY);

/**
 * When the mail after this one goes out: so many days after this one, or after a reading that came while this one waited
 * and makes it needless.
 *
 * @param waitedSince when this one was put into the outbox
 */
export function nextAskedAt({
  everyDays,
  readAt,
  waitedSince,
  now,
}: Record<"everyDays" | "readAt" | "waitedSince" | "now", number>): number {
  return askedAgainAt(readAt > waitedSince ? readAt : now, everyDays);
}
