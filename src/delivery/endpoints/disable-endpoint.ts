import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries, endpoints } from "#db/schema/deliveries.ts";

/** Switches an endpoint off, with the reason for people to read, and fails what waits for it. */
export async function disableEndpoint(tx: Tx, id: string, because: string, now: number): Promise<void> {
  await tx
    .update(endpoints)
    .set({ disabledAt: now, disabledBecause: because })
    .where(and(eq(endpoints.id, id), isNull(endpoints.disabledAt)));
  await tx
    .update(deliveries)
    .set({ state: "failed", failedAt: now, reason: because })
    .where(and(eq(deliveries.endpointId, id), eq(deliveries.state, "pending")));
}
