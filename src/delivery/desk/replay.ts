import { eq } from "drizzle-orm";
import { deliveries, deliveryTries } from "#db/schema/deliveries.ts";
import { joinLinks } from "#db/schema/staff.ts";
import { linkOpens } from "#src/accounts/join-link-opens.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import type { EndpointDomain } from "#src/delivery/endpoints/endpoint-domain.ts";
import { couldArriveTwice, isForAPerson, KEY_HOLDS, mayReplay } from "#src/outbox/may-replay.ts";

/**
 * Puts a delivery back into the outbox, due now, with all its tries before it: the same bytes under the same id. Its log
 * stays. False when there is no such delivery, or none that may be sent again, such as a mail that could arrive twice,
 * unless the outbox has left just that to a person.
 */
export async function replay(domain: EndpointDomain, id: string, by: string): Promise<boolean> {
  const { database, clock, ids } = domain;
  const now = clock();
  const moved = await database.transaction(async (tx) => {
    const [row] = await tx
      .select({ found: deliveries, linkOpens: linkOpens(now) })
      .from(deliveries)
      .leftJoin(joinLinks, eq(joinLinks.id, deliveries.joinLinkId))
      .where(eq(deliveries.id, id));
    if (!row || !mayReplay({ ...row.found, ...row })) return false;
    const { found } = row;
    const { status, outcome } = deliveryTries;
    const tries = await tx.select({ status, outcome }).from(deliveryTries).where(eq(deliveryTries.deliveryId, id));
    if (!isForAPerson(found) && couldArriveTwice(found, tries, now)) return false;
    // While the provider knows the key, its time goes on; a webhook's receiver tells two of one id apart by itself.
    const isKnown = found.channel === "mail" && now - (found.firstTriedAt ?? 0) <= KEY_HOLDS;
    const firstTriedAt = isKnown ? found.firstTriedAt : null;
    const untried = { attempts: 0, firstTriedAt, sentAt: null, failedAt: null, reason: null };
    await tx
      .update(deliveries)
      .set({ ...untried, state: "pending", dueAt: now })
      .where(eq(deliveries.id, id));
    await writeStaffEvent(tx, { id: ids(), staffId: by, kind: "delivery-replayed", detail: found.kind, at: now });
    return true;
  });
  if (moved) domain.wakeDelivery();
  return moved;
}
