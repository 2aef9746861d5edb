import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { leadEvents } from "#db/schema/leads.ts";
import { founderSessions, signInLinks } from "#db/schema/progress.ts";
import { hashOfToken, isToken, newToken } from "#src/tokens.ts";
import { SESSION_AT_MOST } from "./session-rules.ts";

interface SigningIn {
  database: Database;
  clock: () => number;
  ids: () => string;
}

/**
 * Uses a sign-in link up: of any number of requests with one link, one gets a session. The mailbox's other open links end
 * with it, and so does the session that the browser had. Null for a link that is used, too old or made up.
 *
 * @returns the token of the new session, for the cookie.
 */
export async function signIn(
  { database, clock, ids }: SigningIn,
  { linkToken, oldSession }: { linkToken: string; oldSession: string | null },
): Promise<string | null> {
  if (!isToken(linkToken)) return null;
  const now = clock();
  const token = newToken();
  const tokenHash = hashOfToken(token);
  return database.transaction(async (tx) => {
    const open = and(isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, now));
    const [link] = await tx
      .select({ leadId: signInLinks.leadId })
      .from(signInLinks)
      .where(and(eq(signInLinks.tokenHash, hashOfToken(linkToken)), open));
    if (!link?.leadId) return null;
    const { leadId } = link;
    const session = { tokenHash, leadId, createdAt: now, lastSeenAt: now, expiresAt: now + SESSION_AT_MOST };
    await tx.insert(founderSessions).values(session);
    const unused = and(isNull(signInLinks.usedAt), eq(signInLinks.leadId, leadId));
    const links = tx.select({ id: signInLinks.id }).from(signInLinks).where(unused);
    await tx
      .update(deliveries)
      .set({ state: "cancelled", reason: "signed in by another link" })
      .where(and(eq(deliveries.state, "pending"), inArray(deliveries.signInLinkId, links)));
    await tx.update(signInLinks).set({ usedAt: now }).where(unused);
    await tx.insert(leadEvents).values({ id: ids(), leadId, kind: "signed-in", at: now });
    if (oldSession !== null)
      await tx.delete(founderSessions).where(eq(founderSessions.tokenHash, hashOfToken(oldSession)));
    return token;
  });
}
