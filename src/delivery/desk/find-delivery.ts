import { asc, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries, deliveryTries, endpoints } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { leads } from "#db/schema/leads.ts";
import { joinLinks } from "#db/schema/staff.ts";
import { linkOpens } from "#src/accounts/join-link-opens.ts";

/** One delivery with what it is about, where it goes and every try so far, oldest first; null when there is none. */
export async function findDelivery({ database, clock }: { database: Database; clock: () => number }, id: string) {
  const [row] = await database.query
    .select({
      ...{ delivery: deliveries, address: leads.address, inquiry: inquiries, endpointUrl: endpoints.url },
      linkOpens: linkOpens(clock()),
    })
    .from(deliveries)
    .leftJoin(leads, eq(leads.id, deliveries.leadId))
    .leftJoin(inquiries, eq(inquiries.id, deliveries.inquiryId))
    .leftJoin(endpoints, eq(endpoints.id, deliveries.endpointId))
    .leftJoin(joinLinks, eq(joinLinks.id, deliveries.joinLinkId))
    .where(eq(deliveries.id, id));
  if (!row) return null;
  const tries = await database.query
    .select()
    .from(deliveryTries)
    .where(eq(deliveryTries.deliveryId, id))
    .orderBy(asc(deliveryTries.number));
  return { ...row, tries };
}
