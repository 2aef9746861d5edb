import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { consents, leadEvents } from "#db/schema/leads.ts";

/**
 * Withdraws what stands of a mailbox's consents to reminders, as far as `which` says; what was withdrawn is one event,
 * with the id `event`.
 */
export async function withdrawReminders(
  tx: Tx,
  { event, leadId, now }: { event: string; leadId: string; now: number },
  which: SQL | undefined,
): Promise<void> {
  const given = and(eq(consents.leadId, leadId), eq(consents.purpose, "reminder"), isNull(consents.withdrawnAt), which);
  const { rowsAffected } = await tx.update(consents).set({ withdrawnAt: now }).where(given);
  if (rowsAffected === 0) return;
  const withdrawal = { kind: "consent-withdrawn" as const, detail: "reminder", at: now };
  await tx.insert(leadEvents).values({ ...withdrawal, id: event, leadId });
}
