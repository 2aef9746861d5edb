import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { leadEvents, leads } from "#db/schema/leads.ts";

/** Empties what was given for a call only: the phone number, and what was written about when. */
export async function forgetCall(tx: Tx, leadId: string): Promise<void> {
  await tx.update(leads).set({ phone: null }).where(eq(leads.id, leadId));
  const asked = and(eq(leadEvents.leadId, leadId), eq(leadEvents.kind, "call-asked"));
  await tx.update(leadEvents).set({ detail: null }).where(asked);
}
