import type { BoundStatement } from "#db/client/statements.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";

/** How often something may be tried within a span of milliseconds. `key` says what and by whom, and holds no address. */
export interface Limit {
  key: string;
  most: number;
  within: number;
  /** Whether a try that turned out right ends the count; another count loses that try only. */
  startsAnew?: true;
}

/** Where a password is tried from: its address and client as hashes, and the device where that is known. */
export interface Door {
  addressHash: string;
  clientHash: ClientHash;
  device: string | null;
}

/**
 * Wrong passwords (numbers ours). A known device has a count of its own. From elsewhere they count for the pair of address
 * and client and for the client, and only those that pass for the address: so that no stranger alone can use that up.
 */
export const passwordLimits = ({ addressHash, clientHash, device }: Door): Limit[][] =>
  device === null
    ? [
        clientHash.flatMap((client): Limit[] => [
          { key: `password/pair/${addressHash}/${client}`, most: 5, within: 15 * MINUTE, startsAnew: true },
          { key: `password/client/${client}`, most: 20, within: 15 * MINUTE },
        ]),
        [{ key: `password/address/${addressHash}`, most: 50, within: HOUR }],
      ]
    : [[{ key: `password/device/${device}`, most: 5, within: 15 * MINUTE, startsAnew: true }]];

/** Passwords that are asked for again within a session. */
export const proofTries = (staffId: string): Limit[] => [
  { key: `password/staff/${staffId}`, most: 5, within: 15 * MINUTE, startsAnew: true },
];

/** Codes that are tried outside signing in with a password. `by` says at which door, so that one does not close another. */
export const codeTries = (by: "session" | "link", staffId: string): Limit[] => [
  { key: `codes/${by}/${staffId}`, most: 5, within: 15 * MINUTE, startsAnew: true },
];

/** Links that open the desk: to one address and from one client. */
export const linkTries = (addressHash: string, clientHash: ClientHash): Limit[] => [
  { key: `link/address/${addressHash}`, most: 5, within: DAY },
  ...clientHash.map((client) => ({ key: `link/client/${client}`, most: 20, within: HOUR })),
];

/** Passkeys that one client begins to use. */
export const passkeyTries = (clientHash: ClientHash): Limit[] =>
  clientHash.map((client) => ({ key: `passkey/client/${client}`, most: 60, within: HOUR }));

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

/** The statements that take a try back which turned out right. */
export function takeBack(limits: readonly Limit[]): BoundStatement[] {
  return limits.map(({ key, startsAnew }) => ({
    sql: startsAnew
      ? "DELETE FROM staff_rate_limits WHERE key = :key"
      : "UPDATE staff_rate_limits SET count = max(count - 1, 0) WHERE key = :key",
    args: { key },
  }));
}
