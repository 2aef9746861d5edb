import { eq } from "drizzle-orm";
import type { Message } from "#db/delivery-schema.ts";
import { joinLinks } from "#db/staff-schema.ts";
import { paths } from "../paths.ts";
import { invitationEmail } from "../report/invitation-email.ts";
import type { DeliveryToRender } from "./context.ts";
import { linkToken } from "./link-token.ts";
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
