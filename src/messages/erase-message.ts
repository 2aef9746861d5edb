import { eq } from "drizzle-orm";
import type { Message } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { paths } from "#src/paths.ts";
import { HOUR } from "#src/time.ts";
import { ERASE_LINK_WORKS, linkToken } from "#src/tokens.ts";
import type { DeliveryToRender } from "./delivery.ts";
import { eraseEmail } from "./erase-email.ts";
import { type RenderSource, senderOf } from "./render-source.ts";

/** The confirmation of an erasure, to the mailbox whose address is on the result. Its link names this delivery. */
export async function eraseMessage(source: RenderSource, { id, leadId }: DeliveryToRender): Promise<Message> {
  const { database, site, publicUrl, sign, words } = source;
  const [lead] = leadId ? await database.query.select().from(leads).where(eq(leads.id, leadId)) : [];
  if (!lead) throw new Error("What this message is about has been erased.");
  const eraseUrl = paths.absolute(publicUrl, paths.eraseLink(linkToken(sign, "erase", id)));
  const email = eraseEmail({ site, words: words.ownData.mail, hours: ERASE_LINK_WORKS / HOUR, eraseUrl });
  return { from: senderOf(source), to: lead.address, replyTo: site.sender.replyTo, ...email };
}
