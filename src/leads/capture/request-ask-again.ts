import { sql } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { retakeReminders } from "#db/schema/ask-again.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { enqueue } from "#src/outbox/enqueue.ts";

export interface AskAgainRequest {
  /** The id of the wish where this result has none so far that waits. */
  id: string;
  leadId: string;
  assessmentId: number;
  everyDays: number;
  now: number;
}

/**
 * Keeps that somebody wants this mailbox to be asked again. At one result one wish waits for a yes: the last one counts.
 *
 * @returns its id
 */
export async function upsertWish(
  tx: Tx,
  { id, leadId, assessmentId, everyDays, now }: AskAgainRequest,
): Promise<string> {
  const [kept] = await tx
    .insert(retakeReminders)
    .values({ id, leadId, assessmentId, everyDays, askedAt: now })
    .onConflictDoUpdate({
      target: [retakeReminders.leadId, retakeReminders.assessmentId],
      targetWhere: sql`confirmed_at IS NULL AND stopped_at IS NULL`,
      set: { everyDays, askedAt: now },
    })
    .returning({ id: retakeReminders.id });
  return kept?.id ?? id;
}

/** The same for a mailbox without proof, which is asked to confirm it. */
export async function requestAskAgain(
  tx: Tx,
  request: AskAgainRequest,
  from: { mailboxHash: string; clientHash: ClientHash | null },
): Promise<void> {
  await upsertWish(tx, request);
  const { leadId, assessmentId, now } = request;
  await enqueue(tx, { kind: "confirm-again", about: { leadId, assessmentId }, ...from, now });
}
