import { eq } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { MINUTE } from "#src/time.ts";
import { hashOfToken, newToken, SIGN_IN_LASTS } from "#src/tokens.ts";

/**
 * Makes the token of a sign-in link, which stands nowhere but in its mail; from now on the link works for ten minutes. A
 * mail that was made and never stored loses its token to the next one.
 */
export async function prepareSignIn(
  { database, clock, publicUrl }: Preparing,
  { id, leadId, signInLinkId }: Pick<Delivery, "id" | "leadId" | "signInLinkId">,
) {
  const [lead] = leadId ? await database.query.select().from(leads).where(eq(leads.id, leadId)) : [];
  if (!lead || signInLinkId === null) throw new SubjectErased();
  const token = newToken();
  const now = clock();
  const [opened] = await database.write([
    {
      sql: `UPDATE sign_in_links SET token_hash = :hash, expires_at = :until
            WHERE id = :link AND used_at IS NULL AND expires_at > :now
              AND EXISTS (SELECT 1 FROM deliveries WHERE id = :delivery AND message IS NULL)`,
      args: { link: signInLinkId, delivery: id, hash: hashOfToken(token), now, until: now + SIGN_IN_LASTS },
    },
  ]);
  if (opened?.rowsAffected !== 1) throw new Error("The link's time ran out before its mail was made.");
  const signInUrl = paths.absolute(publicUrl, paths.founderLink(token));
  return { to: lead.address, minutes: SIGN_IN_LASTS / MINUTE, signInUrl };
}
