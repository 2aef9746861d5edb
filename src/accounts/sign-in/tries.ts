import type { BoundStatement } from "#db/client/statements.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { MINUTE, SECOND } from "#src/time.ts";

/** How often something may be tried within a span of milliseconds. `key` says what and by whom, and holds no address. */
export interface Limit {
  key: string;
  most: number;
  within: number;
}

/** Failed passwords: for one address and from one client (security.md, "Abuse"). */
export const passwordLimits = (addressHash: string, clientHash: ClientHash): Limit[] => [
  { key: `password/address/${addressHash}`, most: 5, within: 15 * MINUTE },
  ...clientHash.map((hash) => ({ key: `password/client/${hash}`, most: 20, within: 15 * MINUTE })),
];

/** A code opens once: another use while it is still valid is a replay. */
export const codeUse = (staffId: string, code: string): Limit => ({
  key: `code/${staffId}/${code}`,
  most: 1,
  within: 3 * MINUTE,
});

/**
 * Counts one try against every limit, before it is made, so that tries at the same moment share the count. Returns the
 * seconds to wait where a limit has been reached, else null. The counts are kept in the database and outlive a restart.
 */
export async function countTry(
  { database, clock, ids }: Pick<Accounts, "database" | "clock" | "ids">,
  limits: readonly Limit[],
): Promise<number | null> {
  const now = clock();
  const results = await database.write(
    limits.map(({ key, within }) => ({
      sql: `INSERT INTO staff_rate_limits (id, key, count, last_request) VALUES (:id, :key, 1, :now)
            ON CONFLICT (key) DO UPDATE SET
              count = CASE WHEN last_request <= :since THEN 1 ELSE count + 1 END,
              last_request = CASE WHEN last_request <= :since THEN :now ELSE last_request END
            RETURNING count, last_request AS began`,
      args: { id: ids(), key, now, since: now - within },
    })),
  );
  const waits = limits.map(({ most, within }, place) => {
    const row = results[place]?.rows[0];
    return Number(row?.count) > most ? Math.ceil((Number(row?.began) + within - now) / SECOND) : 0;
  });
  const longest = Math.max(...waits);
  return longest > 0 ? longest : null;
}

/** The statements that take a try back which turned out right: the first limit starts anew, the others lose this one. */
export function takeBack(limits: readonly Limit[]): BoundStatement[] {
  return limits.map(({ key }, place) => ({
    sql:
      place === 0
        ? "DELETE FROM staff_rate_limits WHERE key = :key"
        : "UPDATE staff_rate_limits SET count = max(count - 1, 0) WHERE key = :key",
    args: { key },
  }));
}
