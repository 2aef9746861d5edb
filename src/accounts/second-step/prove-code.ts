import { createOTP } from "@better-auth/utils/otp";
import { symmetricDecrypt } from "better-auth/crypto";
import { and, eq } from "drizzle-orm";
import { staffSecondSteps } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { hashOfRecoveryCode, plainCode, readStoredCodes } from "#src/accounts/recovery-codes.ts";
import { codeTries, codeUse, countTry, type Limited, takeBack } from "#src/accounts/sign-in/tries.ts";

export type CodeProof = { status: "proved" } | { status: "wrong" } | Limited;

/**
 * Judges a code of somebody's authenticator, or uses up a recovery code, outside signing in with a password: within a
 * session, or for whoever followed a link to their mailbox. Either works once.
 */
export async function proveCode(
  accounts: Accounts,
  { staffId, by, typed }: { staffId: string; by: "session" | "link"; typed: string },
): Promise<CodeProof> {
  const limits = codeTries(by, staffId);
  const wait = await countTry(accounts, limits);
  if (wait !== null) return { status: "limited", retryAfterSeconds: wait };
  const code = plainCode(typed);
  const right = /^\d{6}$/.test(code) ? await fits(accounts, staffId, code) : await useUp(accounts, staffId, code);
  if (!right) return { status: "wrong" };
  await takeBack(accounts, limits);
  return { status: "proved" };
}

async function secondStepOf({ database }: Accounts, staffId: string) {
  const [row] = await database.query.select().from(staffSecondSteps).where(eq(staffSecondSteps.userId, staffId));
  return row?.verified ? row : null;
}

async function fits(accounts: Accounts, staffId: string, code: string): Promise<boolean> {
  const row = await secondStepOf(accounts, staffId);
  if (!row) return false;
  const { secretConfig } = await (await accounts.auth()).$context;
  const secret = await symmetricDecrypt({ key: secretConfig, data: row.secret });
  return (await createOTP(secret).verify(code)) && (await countTry(accounts, [codeUse(staffId, code)])) === null;
}

async function useUp(accounts: Accounts, staffId: string, code: string): Promise<boolean> {
  const { database, auth, sign } = accounts;
  const row = await secondStepOf(accounts, staffId);
  if (!row) return false;
  const hashes = await readStoredCodes(sign, (await (await auth()).$context).secretConfig, row.backupCodes);
  const hash = hashOfRecoveryCode(sign, code);
  if (!hashes.includes(hash)) return false;
  const left = JSON.stringify(hashes.filter((one) => one !== hash));
  const [used] = await database.query
    .update(staffSecondSteps)
    .set({ backupCodes: left })
    .where(and(eq(staffSecondSteps.userId, staffId), eq(staffSecondSteps.backupCodes, row.backupCodes)))
    .returning({ id: staffSecondSteps.id });
  return used !== undefined;
}
