import { eq } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { HOUR } from "#src/time.ts";
import { ERASE_LINK_WORKS, linkToken } from "#src/tokens.ts";

/** Reads whose mailbox confirms an erasure, and signs its link, which names this delivery. */
export async function prepareErase(
  { database, publicUrl, sign }: Preparing,
  { id, leadId }: Pick<Delivery, "id" | "leadId">,
) {
  const [lead] = leadId ? await database.query.select().from(leads).where(eq(leads.id, leadId)) : [];
  if (!lead) throw new SubjectErased();
  const eraseUrl = paths.absolute(publicUrl, paths.eraseLink(linkToken(sign, "erase", id)));
  return { to: lead.address, hours: ERASE_LINK_WORKS / HOUR, eraseUrl };
}
