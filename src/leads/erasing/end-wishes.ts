import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Query, Tx } from "#db/client/transaction.ts";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { STOPPING } from "#src/outbox/may-replay.ts";

/**
 * Ends every wish of a mailbox to be asked again, but for `except`: what waits in the outbox for it is cancelled and its
 * body dropped.
 *
 * @returns the versions of the text that the mailbox had said yes to
 */
export async function endWishes(tx: Tx, leadId: string, now: number, except = ""): Promise<string[]> {
  const ended = await tx
    .update(retakeReminders)
    .set({ stoppedAt: now })
    .where(and(eq(retakeReminders.leadId, leadId), isNull(retakeReminders.stoppedAt), ne(retakeReminders.id, except)))
    .returning({ version: retakeReminders.textVersion });
  const ofWishes = inArray(deliveries.kind, ["ask-again", "confirm-again"]);
  await tx
    .update(deliveries)
    .set(STOPPING)
    .where(and(eq(deliveries.leadId, leadId), ofWishes, eq(deliveries.state, "pending")));
  return ended.flatMap(({ version }) => version ?? []);
}

/** Whether nothing that a mailbox wished stands or waits for a yes any more. */
export async function hasEnded(query: Query, leadId: string): Promise<boolean> {
  const open = and(eq(retakeReminders.leadId, leadId), isNull(retakeReminders.stoppedAt));
  return (await query.$count(retakeReminders, open)) === 0;
}
