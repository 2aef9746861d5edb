import { DAY, type Domain } from "./domain.ts";

const HAS_ADDRESS = "EXISTS (SELECT 1 FROM attachments WHERE assessment_id = assessments.id)";

/**
 * Erases an anonymous attempt or result with everything under it. Whoever holds its link may do so; once an address is
 * attached the link is not enough, and nothing happens. Returns whether it is gone.
 */
export async function erase({ database }: Pick<Domain, "database">, reference: string): Promise<boolean> {
  const [erased] = await database.write([
    { sql: `DELETE FROM assessments WHERE reference = :reference AND NOT ${HAS_ADDRESS}`, args: { reference } },
  ]);
  await database.checkpoint();
  return erased?.rowsAffected === 1;
}

/** Erases what has outlived its time: unfinished attempts, anonymous results, and client hashes after a day. */
export async function eraseExpired({ database, clock }: Pick<Domain, "database" | "clock">): Promise<number> {
  const now = clock();
  const dayAgo = now - DAY;
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
