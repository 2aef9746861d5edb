import type { Accounts } from "#src/accounts/domain.ts";
import type { Staff } from "#src/accounts/staff.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { refusalIn } from "./refusal.ts";
import { countTry, passwordLimits, takeBack } from "./tries.ts";

export interface Proving {
  staff: Staff;
  clientHash: ClientHash;
}

export type Proved<T> =
  | { status: "proved"; value: T }
  | { status: "wrong" }
  | { status: "limited"; retryAfterSeconds: number };

/**
 * Does something that the library does for the right password only, within the limits of signing in: an open session
 * gives nobody more tries.
 */
export async function provePassword<T>(
  accounts: Accounts,
  { staff, clientHash }: Proving,
  work: () => Promise<T>,
): Promise<Proved<T>> {
  const limits = passwordLimits(accounts.hashAddress(staff.email), clientHash);
  const wait = await countTry(accounts, limits);
  if (wait !== null) return { status: "limited", retryAfterSeconds: wait };
  try {
    const value = await work();
    await accounts.database.write(takeBack(limits));
    return { status: "proved", value };
  } catch (error) {
    if (refusalIn(error)) return { status: "wrong" };
    throw error;
  }
}
