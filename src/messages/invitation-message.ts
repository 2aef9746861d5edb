import { eq } from "drizzle-orm";
import type { Message } from "#db/schema/deliveries.ts";
import { joinLinks } from "#db/schema/staff.ts";
import { paths } from "#src/paths.ts";
import { linkToken } from "#src/tokens.ts";
import type { DeliveryToRender } from "./delivery.ts";
import { invitationEmail } from "./invitation-email.ts";
import { type RenderSource, senderOf } from "./render-source.ts";

/** An invitation to the desk, to the address that it is for. */
export async function invitationMessage(source: RenderSource, { joinLinkId }: DeliveryToRender): Promise<Message> {
  const { database, site, publicUrl, sign } = source;
  const [link] = joinLinkId ? await database.query.select().from(joinLinks).where(eq(joinLinks.id, joinLinkId)) : [];
  if (!link?.email) throw new Error("What this message is about has been erased.");
  const joinUrl = paths.absolute(publicUrl, paths.join(linkToken(sign, "join", link.id)));
  const email = invitationEmail({ siteName: site.name, role: link.role, joinUrl });
  return { from: senderOf(source), to: link.email, replyTo: site.sender.replyTo, ...email };
}
