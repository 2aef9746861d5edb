import { eq, min } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { deliveries } from "#db/delivery-schema.ts";

/** When the next delivery is due or the next lease expires (milliseconds since 1970), or null for an empty outbox. */
export async function nextDue({ query }: Database): Promise<number | null> {
  const [pending] = await query
    .select({ at: min(deliveries.dueAt) })
    .from(deliveries)
    .where(eq(deliveries.state, "pending"));
  const [sending] = await query
    .select({ at: min(deliveries.leasedUntil) })
    .from(deliveries)
    .where(eq(deliveries.state, "sending"));
  const times = [pending?.at, sending?.at].filter((at) => at != null);
  return times.length === 0 ? null : Math.min(...times);
}
