import { eq } from "drizzle-orm";
import { joinLinks } from "#db/schema/staff.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { linkToken } from "#src/tokens.ts";

/** Reads an invitation to the desk, or a link to an account that is there, and signs it. */
export async function prepareInvitation(
  { database, publicUrl, sign }: Preparing,
  { joinLinkId }: Pick<Delivery, "joinLinkId">,
) {
  const [link] = joinLinkId ? await database.query.select().from(joinLinks).where(eq(joinLinks.id, joinLinkId)) : [];
  if (!link?.email) throw new SubjectErased();
  const opens = link.reopens === "session";
  const path = opens ? paths.deskLink(linkToken(sign, "desk", link.id)) : paths.join(linkToken(sign, "join", link.id));
  return { to: link.email, role: opens ? null : link.role, url: paths.absolute(publicUrl, path) };
}
