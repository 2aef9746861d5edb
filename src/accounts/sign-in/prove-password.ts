import { eq } from "drizzle-orm";
import { staff as staffTable } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import type { Staff } from "#src/accounts/staff.ts";
import { judgePassword } from "./judge-password.ts";
import { countTry, type Limited, proofTries, takeBack } from "./tries.ts";

export interface Proving {
  /** Who is signed in. */
  staff: Staff;
  /** Their password, as typed. */
  password: string;
}

export type Proved<T> = { status: "proved"; value: T } | { status: "wrong" } | Limited;

/**
 * Does something for whoever is signed in and knows the password too. The tries count for this account's sessions alone:
 * what strangers try at the door takes none of them away.
 */
export async function provePassword<T>(
  accounts: Accounts,
  { staff, password }: Proving,
  work: () => Promise<T>,
): Promise<Proved<T>> {
  const limits = proofTries(staff.id);
  const wait = await countTry(accounts, limits);
  if (wait !== null) return { status: "limited", retryAfterSeconds: wait };
  const { right } = await judgePassword(accounts, eq(staffTable.id, staff.id), password);
  if (!right) return { status: "wrong" };
  await takeBack(accounts, limits);
  return { status: "proved", value: await work() };
}
