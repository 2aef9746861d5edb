import { and, eq, inArray, or } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { fixPlans } from "#db/schema/check-ins.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leadEvents } from "#db/schema/leads.ts";
import { commitments, retakes } from "#db/schema/progress.ts";
import { eraseDeliveries } from "#src/outbox/erase-deliveries.ts";

const HANGING = [commitments, retakeReminders, fixPlans, retakes, attachments] as const;

/**
 * Takes an address off a result with everything that hangs on both: messages, events, commitments, wishes. The result
 * itself stays.
 *
 * @returns the ids of erased deliveries, for `forgetMail`.
 */
export async function detachAddress(tx: Tx, leadId: string, assessmentId: number): Promise<string[]> {
  const onBoth = (table: typeof deliveries | typeof leadEvents | (typeof HANGING)[number]) =>
    and(eq(table.leadId, leadId), eq(table.assessmentId, assessmentId));
  const made = tx.select({ id: commitments.id }).from(commitments).where(onBoth(commitments));
  const gone = await eraseDeliveries(tx, or(onBoth(deliveries), inArray(deliveries.commitmentId, made)));
  for (const table of [leadEvents, ...HANGING]) await tx.delete(table).where(onBoth(table));
  return gone;
}
