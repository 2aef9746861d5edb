import { and, eq, inArray, isNotNull, isNull, notInArray } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { versionsOfWishes } from "#src/leads/erasing/end-wishes.ts";
import { STOPPING } from "#src/outbox/may-replay.ts";
import { withdrawReminders } from "#src/progress/reminders/withdraw.ts";

/**
 * Ends the reminder of a commitment: what waits in the outbox is cancelled and its body dropped. The consent to reminders
 * is withdrawn when the mailbox has no other commitment's reminder to come, but for what it wished beside commitments. All
 * in one transaction; again changes nothing. A reminder that is being sent at this moment is not recalled, but is not tried a second time. With `leadId` only that
 * mailbox's own commitment is stopped.
 */
export async function stopReminder(
  { database, clock, ids }: Pick<Domain, "database" | "clock" | "ids">,
  id: string,
  leadId: string | null = null,
): Promise<void> {
  const now = clock();
  await database.transaction((tx) => endReminder(tx, { id, leadId, now, event: ids() }));
}

/** The same inside a transaction; `event` is the id of the event that a withdrawal becomes. */
export async function endReminder(
  tx: Tx,
  { id, leadId, now, event }: { id: string; leadId: string | null; now: number; event: string },
): Promise<void> {
  const mine = leadId === null ? isNotNull(commitments.leadId) : eq(commitments.leadId, leadId);
  const [stopped] = await tx
    .update(commitments)
    .set({ stoppedAt: now })
    .where(and(eq(commitments.id, id), isNull(commitments.stoppedAt), mine))
    .returning({ lead: commitments.leadId });
  if (!stopped?.lead) return;
  const ours = inArray(deliveries.kind, ["reminder", "confirm-reminder"]);
  await tx
    .update(deliveries)
    .set(STOPPING)
    .where(and(eq(deliveries.commitmentId, id), ours, eq(deliveries.state, "pending")));
  if (await hasReminderToCome(tx, stopped.lead)) return;
  const ofOthers = await versionsOfWishes(tx, stopped.lead);
  await withdrawReminders(tx, { event, leadId: stopped.lead, now }, notInArray(consents.textVersion, ofOthers));
}

async function hasReminderToCome(tx: Tx, leadId: string): Promise<boolean> {
  const toCome = and(eq(deliveries.kind, "reminder"), inArray(deliveries.state, ["pending", "sending"]));
  const [other] = await tx
    .select({ id: commitments.id })
    .from(commitments)
    .innerJoin(deliveries, and(eq(deliveries.commitmentId, commitments.id), toCome))
    .where(and(eq(commitments.leadId, leadId), isNull(commitments.stoppedAt)))
    .limit(1);
  return other !== undefined;
}
