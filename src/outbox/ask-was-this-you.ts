import { and, eq, gt, sql } from "drizzle-orm";
import type { Query, Tx } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { DAY } from "#src/time.ts";
import { type Enqueue, enqueue } from "./enqueue.ts";
import { SUPPRESSED } from "./may-replay.ts";
import { findSuppression, isAskedFirst } from "./suppression.ts";

/** Whether nothing may be made of what is asked for an address before its mailbox has said that it was asked for there. */
export async function mustAskFirst(
  tx: Tx,
  { hashAddress }: { hashAddress: (address: string) => string },
  address: string,
): Promise<boolean> {
  const found = await findSuppression({ database: { query: tx }, hashAddress }, address);
  return found !== null && isAskedFirst(found.reason);
}

type Wanted = Pick<Enqueue, "kind" | "id" | "about" | "clientHash" | "now"> &
  Record<"address" | "addressHash" | "mailboxHash", string>;

/**
 * Puts "Was this you?" into the outbox in place of a mail that somebody asks for, once a day for one mailbox. What was
 * asked for is never sent and counts against every limit, so that nobody can tell a listed address by one.
 */
export async function askWasThisYou(tx: Tx, { address, ...wanted }: Wanted): Promise<void> {
  const { mailboxHash, now } = wanted;
  await enqueue(tx, { ...wanted, cancelled: `${SUPPRESSED}its mailbox is asked first` });
  const asked = and(
    ...[eq(deliveries.kind, "was-this-you"), eq(deliveries.mailboxHash, mailboxHash)],
    gt(deliveries.createdAt, now - DAY),
  );
  if ((await tx.$count(deliveries, asked)) > 0) return;
  await enqueue(tx, { kind: "was-this-you", about: {}, to: { addresses: [address] }, mailboxHash, now });
}

/** Takes a commit where anybody else's request writes one: an answer without it would come sooner, and tell. */
export async function writeNothing(query: Query, assessmentId: number): Promise<void> {
  await query.update(assessments).set({ keptUntil: sql`kept_until` }).where(eq(assessments.id, assessmentId));
}
