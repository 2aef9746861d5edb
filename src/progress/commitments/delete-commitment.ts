import { and, eq } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { commitments } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { eraseDeliveries, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { mayHold } from "./may-hold.ts";
import { endReminder } from "./stop-reminder.ts";

/**
 * Erases a commitment that a mailbox's owner may change, with its words wherever they stand: its reminder ends as if it
 * had been stopped, and every mail about it goes. Results and retakes stay. Nothing happens for anybody else's.
 */
export async function deleteCommitment(
  { database, clock, ids, forgetMail }: Pick<Domain, "database" | "clock" | "ids"> & MailForgetter,
  { id, leadId }: { id: string; leadId: string },
): Promise<void> {
  const now = clock();
  const event = ids();
  const messages = await database.transaction(async (tx) => {
    const own = and(eq(commitments.id, id), mayHold(leadId));
    if ((await tx.$count(commitments, own)) === 0) return null;
    await endReminder(tx, { id, leadId, now, event });
    const erased = await eraseDeliveries(tx, eq(deliveries.commitmentId, id));
    await tx.delete(commitments).where(eq(commitments.id, id));
    return erased;
  });
  if (messages === null) return;
  await forgetMail(messages);
  await database.checkpoint();
}
