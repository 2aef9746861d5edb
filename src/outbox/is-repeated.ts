import { and, eq, gt, gte, inArray, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { DAY, MINUTE } from "#src/time.ts";

/** The same mail asked for within this time is one form sent twice. Later it is somebody whom it has not reached. */
const SAME_SUBMISSION = MINUTE;

const { channel, state, createdAt, dueAt, firstTriedAt, sentAt, leadId, recipient } = deliveries;
const isMail = eq(channel, "mail");
const waits = inArray(state, ["pending", "sending"]);

/** Whether a mail of `which` makes another one needless: it is under way, or was asked for less than a minute ago. */
export async function isRepeated(tx: Tx, which: SQL | undefined, now: number): Promise<boolean> {
  const same = and(isMail, which);
  if ((await tx.$count(deliveries, and(same, or(waits, gt(createdAt, now - SAME_SUBMISSION))))) > 0) return true;
  return wouldWait(tx, same, now);
}

/**
 * Whether one that is never sent, since its mailbox is asked first, would be under way as anybody's: mail is at a stand, and
 * none that was asked for as late has gone out. Nobody can tell a listed address by what is answered while mail is down.
 */
async function wouldWait(tx: Tx, which: SQL | undefined, now: number): Promise<boolean> {
  const neverSent = and(which, eq(state, "cancelled"), isNull(leadId), isNull(recipient));
  const [asked] = await tx
    .select({ at: sql<number | null>`max(${createdAt})` })
    .from(deliveries)
    .where(neverSent);
  if (!asked?.at) return false;
  const [newest] = await tx
    .select({ sent: sql<number | null>`max(${sentAt})`, asked: sql<number | null>`max(${createdAt})` })
    .from(deliveries)
    .where(and(isMail, isNotNull(sentAt), gt(createdAt, asked.at - DAY)));
  if ((newest?.asked ?? 0) >= asked.at) return false;
  // What waits while others have gone out behind it waits for a reason of its own.
  const since = sql`coalesce(${firstTriedAt}, ${dueAt})`;
  return (await tx.$count(deliveries, and(isMail, waits, lte(since, now), gte(since, newest?.sent ?? 0)))) > 0;
}
