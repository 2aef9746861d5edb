import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { joinLinks } from "#db/schema/staff.ts";
import { type Delivery, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { linkToken } from "#src/tokens.ts";

interface Domain {
  database: Database;
  publicUrl: string;
  sign: (text: string) => string;
}

/** Reads an invitation to the desk and signs its link. */
export async function prepareInvitation(
  { database, publicUrl, sign }: Domain,
  { joinLinkId }: Pick<Delivery, "joinLinkId">,
) {
  const [link] = joinLinkId ? await database.query.select().from(joinLinks).where(eq(joinLinks.id, joinLinkId)) : [];
  if (!link?.email) throw new SubjectErased();
  const joinUrl = paths.absolute(publicUrl, paths.join(linkToken(sign, "join", link.id)));
  return { to: link.email, role: link.role, joinUrl };
}
