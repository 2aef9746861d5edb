import { and, eq, gt, lt } from "drizzle-orm";
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
  if (now - found.lastSeenAt >= SEEN_EVERY) await recordVisit(database, hash, now);
  return { leadId: found.leadId, address: found.address };
}

/** A database that takes no writes just now still shows people their page. */
async function recordVisit(database: Database, hash: string, now: number): Promise<void> {
  const { tokenHash, lastSeenAt } = founderSessions;
  const session = and(eq(tokenHash, hash), lt(lastSeenAt, now));
  try {
    await database.query.update(founderSessions).set({ lastSeenAt: now }).where(session);
  } catch (error) {
    if (!databaseErrorIn(error)) throw error;
  }
}
