import { eq } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import type { EndpointDomain } from "#src/delivery/endpoints/endpoint-domain.ts";
import { mayReplay } from "#src/outbox/may-replay.ts";

/**
 * Puts a delivery back into the outbox, due now, with all its tries before it: the same bytes under the same id. Its log
 * stays. False when there is no such delivery, or none that may be sent again.
 */
export async function replay(domain: EndpointDomain, id: string, by: string): Promise<boolean> {
  const { database, clock, ids } = domain;
  const [found] = await database.query
    .select({ channel: deliveries.channel, state: deliveries.state, reason: deliveries.reason, kind: deliveries.kind })
    .from(deliveries)
    .where(eq(deliveries.id, id));
  if (!found || !mayReplay(found)) return false;
  const now = clock();
  const [moved] = await database.write([
    {
      sql: `UPDATE deliveries
            SET state = 'pending', due_at = :now, attempts = 0, first_tried_at = NULL, sent_at = NULL, failed_at = NULL,
              reason = NULL
            WHERE id = :id AND state = :was`,
      args: { id, now, was: found.state },
    },
    recordStaffEvent(
      { id: ids(), staffId: by, kind: "delivery-replayed", detail: found.kind, at: now },
      { sql: "EXISTS (SELECT 1 FROM deliveries WHERE id = :id AND due_at = :now)", args: { id, now } },
    ),
  ]);
  if (moved?.rowsAffected !== 1) return false;
  domain.wakeDelivery();
  return true;
}
