import { eraseDeliveries, erasedIn, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { DAY } from "#src/time.ts";
import type { Domain } from "./domain.ts";

/** How long the daily hash of a client's address is kept. */
export const CLIENT_HASH_KEPT = DAY;

const HAS_ADDRESS = "EXISTS (SELECT 1 FROM attachments WHERE assessment_id = assessments.id)";

/**
 * Erases an anonymous attempt or result with everything under it. Whoever holds its link may do so; once an address is
 * attached the link is not enough, and nothing happens. Returns whether it is gone.
 */
export async function erase(
  { database, forgetMail }: Pick<Domain, "database"> & MailForgetter,
  reference: string,
): Promise<boolean> {
  const which = { sql: `reference = :reference AND NOT ${HAS_ADDRESS}`, args: { reference } };
  const results = await database.write([
    eraseDeliveries({ ...which, sql: `assessment_id IN (SELECT id FROM assessments WHERE ${which.sql})` }),
    { ...which, sql: `DELETE FROM assessments WHERE ${which.sql}` },
  ]);
  await forgetMail(erasedIn(results));
  await database.checkpoint();
  return results[1]?.rowsAffected === 1;
}

/** Erases what has outlived its time: unfinished attempts, anonymous results, and client hashes after a day. */
export async function eraseExpired({ database, clock }: Pick<Domain, "database" | "clock">): Promise<number> {
  const now = clock();
  const dayAgo = now - CLIENT_HASH_KEPT;
  const [erased] = await database.write([
    { sql: `DELETE FROM assessments WHERE kept_until < :now AND NOT ${HAS_ADDRESS}`, args: { now } },
    {
      sql: "UPDATE assessments SET client_hash = NULL WHERE client_hash IS NOT NULL AND completed_at < :dayAgo",
      args: { dayAgo },
    },
    {
      sql: "UPDATE deliveries SET client_hash = NULL WHERE client_hash IS NOT NULL AND created_at < :dayAgo",
      args: { dayAgo },
    },
  ]);
  return erased?.rowsAffected ?? 0;
}
