import { asc, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries, deliveryTries, endpoints } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { leads } from "#db/schema/leads.ts";

/** One delivery with what it is about, where it goes and every try so far, oldest first; null when there is none. */
export async function findDelivery({ database }: { database: Database }, id: string) {
  const [row] = await database.query
    .select({ delivery: deliveries, address: leads.address, inquiry: inquiries, endpointUrl: endpoints.url })
    .from(deliveries)
    .leftJoin(leads, eq(leads.id, deliveries.leadId))
    .leftJoin(inquiries, eq(inquiries.id, deliveries.inquiryId))
    .leftJoin(endpoints, eq(endpoints.id, deliveries.endpointId))
    .where(eq(deliveries.id, id));
  if (!row) return null;
  const tries = await database.query
    .select()
    .from(deliveryTries)
    .where(eq(deliveryTries.deliveryId, id))
    .orderBy(asc(deliveryTries.number));
  return { ...row, tries };
}
