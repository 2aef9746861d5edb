import { and, eq, gt } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { databaseErrorIn } from "#db/client/errors.ts";
import { leads } from "#db/schema/leads.ts";
import { founderSessions } from "#db/schema/progress.ts";
import { hashOfToken } from "#src/tokens.ts";
import type { Founder } from "./founder.ts";
import { SEEN_EVERY, SESSION_IDLE } from "./session-rules.ts";

/**
 * Whose mailbox a session is, or null for one that was ended, was idle for a day or has lasted for a week. Using it moves
 * its idle end.
 */
export async function readFounder(
  { database, clock }: { database: Database; clock: () => number },
  token: string,
): Promise<Founder | null> {
  const now = clock();
  const { tokenHash, lastSeenAt, expiresAt, leadId } = founderSessions;
  const hash = hashOfToken(token);
  const [found] = await database.query
    .select({ leadId, address: leads.address, lastSeenAt })
    .from(founderSessions)
    .innerJoin(leads, eq(leads.id, leadId))
    .where(and(eq(tokenHash, hash), gt(expiresAt, now), gt(lastSeenAt, now - SESSION_IDLE)));
  if (!found) return null;
  if (now - found.lastSeenAt >= SEEN_EVERY) await keepSeen(database, hash, now);
  return { leadId: found.leadId, address: found.address };
}

/** A database that takes no writes just now still shows people their page. */
async function keepSeen(database: Database, hash: string, now: number): Promise<void> {
  const sql = "UPDATE founder_sessions SET last_seen_at = :now WHERE token_hash = :hash AND last_seen_at < :now";
  try {
    await database.write([{ sql, args: { hash, now } }]);
  } catch (error) {
    if (!databaseErrorIn(error)) throw error;
  }
}
