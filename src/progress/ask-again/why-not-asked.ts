import type { Query } from "#db/client/transaction.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import { consentStands } from "#src/progress/reminders/consent-stands.ts";
import { findWishInForce } from "./find-wish.ts";
import { lastReading } from "./last-reading.ts";

/** How the outbox words a mail that a reading has made needless while it waited. */
const READ_MEANWHILE = "a reading came first; the next date counts from it";

/**
 * Why a mail that asks again is not sent, or null: its mailbox stopped it or took its consent back, or it has read again
 * since the mail was put into the outbox. Asked before every try.
 *
 * @param createdAt when the mail was put into the outbox
 */
export async function whyNotAsked(
  query: Query,
  { leadId, createdAt }: { leadId: string | null; createdAt: number },
): Promise<string | null> {
  const wish = leadId === null ? null : await findWishInForce(query, leadId);
  if (!wish || !(await consentStands(query, wish))) return STOPPED;
  const reading = await lastReading(query, wish);
  return reading && reading.readAt > createdAt ? READ_MEANWHILE : null;
}
