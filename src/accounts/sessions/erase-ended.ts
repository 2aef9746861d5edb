import type { Accounts } from "#src/accounts/domain.ts";
import { DAY } from "#src/time.ts";

/**
 * Erases sessions, codes, limits and join links a day after they ended; with a join link goes the message that carried it
 * (security.md, "Privacy"). Returns the number of rows erased.
 */
export async function eraseEnded({ database, clock }: Pick<Accounts, "database" | "clock">): Promise<number> {
  const args = { before: clock() - DAY };
  const results = await database.write([
    { sql: "DELETE FROM staff_sessions WHERE expires_at < :before", args },
    { sql: "DELETE FROM staff_verifications WHERE expires_at < :before", args },
    { sql: "DELETE FROM staff_rate_limits WHERE last_request < :before", args },
    { sql: "DELETE FROM join_links WHERE expires_at < :before OR used_at < :before", args },
  ]);
  return results.reduce((sum, { rowsAffected }) => sum + rowsAffected, 0);
}
