import { eq, sql } from "drizzle-orm";
import { staffRateLimits } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";

const { count, lastRequest } = staffRateLimits;

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
 * Wrong passwords (numbers ours). A known device has a count of its own. From elsewhere they count for the client, those
 * that pass for the pair of address and client, and those that pass there too for the address: so that no stranger alone
 * can use that up.
 */
export const passwordLimits = ({ addressHash, clientHash, device }: Door): Limit[] =>
  device === null
    ? [
        ...clientHash.map((client) => ({ key: `password/client/${client}`, most: 20, within: 15 * MINUTE })),
        ...clientHash.map(
          (client): Limit => ({
            key: `password/pair/${addressHash}/${client}`,
            most: 5,
            within: 15 * MINUTE,
            startsAnew: true,
          }),
        ),
        { key: `password/address/${addressHash}`, most: 50, within: HOUR },
      ]
    : [{ key: `password/device/${device}`, most: 5, within: 15 * MINUTE, startsAnew: true }];

/** Passwords that are asked for again within a session. */
export const proofTries = (staffId: string): Limit[] => [
  { key: `password/staff/${staffId}`, most: 5, within: 15 * MINUTE, startsAnew: true },
];

/** Codes that are tried outside signing in with a password. `by` says at which door, so that one does not close another. */
export const codeTries = (by: "session" | "link", staffId: string): Limit[] => [
  { key: `codes/${by}/${staffId}`, most: 5, within: 15 * MINUTE, startsAnew: true },
];

/**
 * Links that open the desk, as passwords are counted: a stranger alone does not use up those of an address, and its mailbox
 * is sent at most fifty in a day, whoever asks.
 */
export const linkTries = (addressHash: string, clientHash: ClientHash): Limit[] => [
  ...clientHash.map((client) => ({ key: `link/client/${client}`, most: 20, within: HOUR })),
  ...clientHash.map((client) => ({ key: `link/pair/${addressHash}/${client}`, most: 5, within: DAY })),
  { key: `link/address/${addressHash}`, most: 50, within: DAY },
];

/** What one client asks of passkeys: a challenge, and the answer to it. */
export const passkeyTries = (clientHash: ClientHash): Limit[] =>
  clientHash.map((client) => ({ key: `passkey/client/${client}`, most: 120, within: HOUR }));

/** The answer to a try that was one too many. */
export interface Limited {
  status: "limited";
  retryAfterSeconds: number;
}

/** A code opens once: another use while it is still valid is a replay. */
export const codeUse = (staffId: string, code: string): Limit => ({
  key: `code/${staffId}/${code}`,
  most: 1,
  within: 3 * MINUTE,
});

/**
 * Counts one try against each limit in turn, before it is made, so that tries at the same moment share the count. The first
 * that is over ends it: whoever has no try left makes no row under a key of their choosing. Returns the seconds to wait
 * then, else null. The counts are kept in the database and outlive a restart.
 */
export async function countTry(
  { database, clock, ids }: Pick<Accounts, "database" | "clock" | "ids">,
  limits: readonly Limit[],
): Promise<number | null> {
  const now = clock();
  return database.transaction(async (tx) => {
    for (const { key, most, within } of limits) {
      const over = sql`${lastRequest} <= ${now - within}`;
      const [counted] = await tx
        .insert(staffRateLimits)
        .values({ id: ids(), key, count: 1, lastRequest: now })
        .onConflictDoUpdate({
          target: staffRateLimits.key,
          set: {
            count: sql`CASE WHEN ${over} THEN 1 ELSE ${count} + 1 END`,
            lastRequest: sql`CASE WHEN ${over} THEN ${now} ELSE ${lastRequest} END`,
          },
        })
        .returning({ count, began: lastRequest });
      if (counted && counted.count > most) return Math.ceil((counted.began + within - now) / SECOND);
    }
    return null;
  });
}

/** Takes a try back which turned out right. */
export async function takeBack({ database }: Pick<Accounts, "database">, limits: readonly Limit[]): Promise<void> {
  await database.transaction(async (tx) => {
    for (const { key, startsAnew } of limits) {
      const which = eq(staffRateLimits.key, key);
      if (startsAnew) await tx.delete(staffRateLimits).where(which);
      else
        await tx
          .update(staffRateLimits)
          .set({ count: sql`max(${count} - 1, 0)` })
          .where(which);
    }
  });
}
