import { eq } from "drizzle-orm";
import type { Message } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { paths } from "#src/paths.ts";
import { MINUTE } from "#src/time.ts";
import { hashOfToken, newToken, SIGN_IN_LASTS } from "#src/tokens.ts";
import type { DeliveryToRender } from "./delivery.ts";
import { type RenderSource, senderOf } from "./render-source.ts";
import { signInEmail } from "./sign-in-email.ts";

/**
 * A sign-in link to the mailbox that asked for it. The token is made here and stands nowhere but in this mail; from now on
 * the link works for ten minutes. A message that was made and never stored loses its token to the next one.
 */
export async function signInMessage(source: RenderSource, delivery: DeliveryToRender): Promise<Message> {
  const { database, clock, site, publicUrl } = source;
  const { id, leadId, signInLinkId } = delivery;
  const [lead] = leadId ? await database.query.select().from(leads).where(eq(leads.id, leadId)) : [];
  if (!lead || signInLinkId === null) throw new Error("What this message is about has been erased.");
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
  const words = source.words.access.signInMail;
  const email = signInEmail({ site, words, minutes: SIGN_IN_LASTS / MINUTE, signInUrl });
  return { from: senderOf(source), to: lead.address, replyTo: site.sender.replyTo, ...email };
}
