import type { Database } from "#db/client/client.ts";
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
  const session = hashOfToken(token);
  const signedIn = "(SELECT lead_id FROM founder_sessions WHERE token_hash = :session)";
  const [begun] = await database.write([
    {
      sql: `INSERT INTO founder_sessions (token_hash, lead_id, created_at, last_seen_at, expires_at)
            SELECT :session, lead_id, :now, :now, :until FROM sign_in_links
            WHERE token_hash = :link AND used_at IS NULL AND expires_at > :now AND lead_id IS NOT NULL`,
      args: { session, link: hashOfToken(linkToken), now, until: now + SESSION_AT_MOST },
    },
    {
      sql: `UPDATE deliveries SET state = 'cancelled', reason = 'signed in by another link'
            WHERE state = 'pending' AND sign_in_link_id IN
              (SELECT id FROM sign_in_links WHERE used_at IS NULL AND lead_id = ${signedIn})`,
      args: { session },
    },
    {
      sql: `UPDATE sign_in_links SET used_at = :now WHERE used_at IS NULL AND lead_id = ${signedIn}`,
      args: { session, now },
    },
    {
      sql: `INSERT INTO lead_events (id, lead_id, kind, at)
            SELECT :event, lead_id, 'signed-in', :now FROM founder_sessions WHERE token_hash = :session`,
      args: { event: ids(), session, now },
    },
    ...(oldSession === null
      ? []
      : [
          {
            sql: `DELETE FROM founder_sessions WHERE token_hash = :old AND ${signedIn} IS NOT NULL`,
            args: { old: hashOfToken(oldSession), session },
          },
        ]),
  ]);
  return begun?.rowsAffected === 1 ? token : null;
}
