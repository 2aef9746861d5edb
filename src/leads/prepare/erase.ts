import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { leads } from "#db/schema/leads.ts";
import { type Delivery, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { HOUR } from "#src/time.ts";
import { ERASE_LINK_WORKS, linkToken } from "#src/tokens.ts";

interface Domain {
  database: Database;
  publicUrl: string;
  sign: (text: string) => string;
}

/** Reads whose mailbox confirms an erasure, and signs its link, which names this delivery. */
export async function prepareErase(
  { database, publicUrl, sign }: Domain,
  { id, leadId }: Pick<Delivery, "id" | "leadId">,
) {
  const [lead] = leadId ? await database.query.select().from(leads).where(eq(leads.id, leadId)) : [];
  if (!lead) throw new SubjectErased();
  const eraseUrl = paths.absolute(publicUrl, paths.eraseLink(linkToken(sign, "erase", id)));
  return { to: lead.address, hours: ERASE_LINK_WORKS / HOUR, eraseUrl };
}
