import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { enqueue } from "./enqueue.ts";

/**
 * Tells webhooks that leads are erased, by their ids alone, so that whoever heard of them erases them too. Call it while
 * the leads' deliveries are still there: of a lead that no webhook was to hear of none hears now.
 */
export async function notifyErased(tx: Tx, leadIds: readonly string[], now: number): Promise<void> {
  const told = await tx
    .selectDistinct({ leadId: deliveries.leadId })
    .from(deliveries)
    .where(and(inArray(deliveries.leadId, [...leadIds]), eq(deliveries.channel, "webhook")));
  for (const { leadId } of told)
    if (leadId !== null)
      await enqueue(tx, { kind: "lead.erased", about: { erasedLeadId: leadId }, to: "subscribers", now });
}
