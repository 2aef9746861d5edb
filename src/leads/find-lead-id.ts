import { eq } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { leads } from "#db/schema/leads.ts";

/** The id of the lead with an address as stored (lower-cased), or null where it is new. */
export async function findLeadId(query: Query, address: string): Promise<string | null> {
  const [lead] = await query.select({ id: leads.id }).from(leads).where(eq(leads.address, address));
  return lead?.id ?? null;
}
