import { createOTP } from "@better-auth/utils/otp";
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { and, eq, gt } from "drizzle-orm";
import { staffSecondSteps, staffSessions, staffVerifications } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { makeRecoveryCodes, plainCode, storedCodes } from "#src/accounts/recovery-codes.ts";
import { REPLACEMENT_WAITS } from "#src/accounts/rules.ts";
import { openSession } from "#src/accounts/sign-in/open-session.ts";
import { type Proved, type Proving, provePassword } from "#src/accounts/sign-in/prove-password.ts";
import { codeUse, countTry } from "#src/accounts/sign-in/tries.ts";
import type { Staff } from "#src/accounts/staff.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import { type Enrolled, type SecondStep, shownSecondStep } from "./enrol.ts";
import { type CodeProof, proveCode } from "./prove-code.ts";

const purpose = (staffId: string) => `second-step/${staffId}`;

/**
 * Begins to replace an authenticator, for whoever gives the password and a code of the old one or a recovery code. The
 * old one works until the first code of the new one has come.
 */
export async function offerReplacement(
  accounts: Accounts,
  proving: Proving & { code: string },
): Promise<Proved<CodeProof>> {
  const { database, clock, ids, auth } = accounts;
  const staffId = proving.staff.id;
  return provePassword(accounts, proving, async () => {
    const proof = await proveCode(accounts, { staffId, by: "session", typed: proving.code });
    if (proof.status !== "proved") return proof;
    const { secretConfig } = await (await auth()).$context;
    const secret = await symmetricEncrypt({ key: secretConfig, data: generateRandomString(32) });
    const now = clock();
    const [at, expiresAt] = [new Date(now), new Date(now + REPLACEMENT_WAITS)];
    const waiting = { identifier: purpose(staffId), value: secret, createdAt: at, updatedAt: at, expiresAt };
    await database.transaction(async (tx) => {
      await tx.delete(staffVerifications).where(eq(staffVerifications.identifier, waiting.identifier));
      await tx.insert(staffVerifications).values({ ...waiting, id: ids() });
    });
    return proof;
  });
}

/** The new authenticator that waits for its first code, or null. */
export async function waitingReplacement(accounts: Accounts, { id, email }: Staff): Promise<SecondStep | null> {
  const waiting = await findWaiting(accounts, id);
  return waiting && shownSecondStep(accounts, waiting.secret, email);
}

async function findWaiting({ database, clock, auth }: Accounts, staffId: string) {
  const { identifier, expiresAt } = staffVerifications;
  const [row] = await database.query
    .select()
    .from(staffVerifications)
    .where(and(eq(identifier, purpose(staffId)), gt(expiresAt, new Date(clock()))));
  if (!row) return null;
  const { secretConfig } = await (await auth()).$context;
  return { id: row.id, secret: await symmetricDecrypt({ key: secretConfig, data: row.value }) };
}

/**
 * Takes the first code of the new authenticator: the old one and its recovery codes are nothing from now on, every
 * session ends but a new one, and new recovery codes are given out this once.
 */
export async function replaceSecondStep(
  accounts: Accounts,
  { staff, typed, userAgent }: { staff: Staff; typed: string; userAgent: string | null },
): Promise<Enrolled> {
  const { database, clock, ids, sign } = accounts;
  const waiting = await findWaiting(accounts, staff.id);
  if (!waiting) return { status: "closed" };
  const code = plainCode(typed);
  if (!(await createOTP(waiting.secret).verify(code))) return { status: "wrong" };
  await countTry(accounts, [codeUse(staff.id, code)]);
  const recoveryCodes = makeRecoveryCodes();
  const staffId = staff.id;
  const replaced = await database.transaction(async (tx) => {
    // While it waits nobody has replaced it: of requests at once the first takes it away from the others.
    const own = eq(staffVerifications.id, waiting.id);
    const [taken] = await tx.delete(staffVerifications).where(own).returning({ secret: staffVerifications.value });
    if (!taken) return false;
    await tx
      .update(staffSecondSteps)
      .set({
        ...{ secret: taken.secret, backupCodes: storedCodes(sign, recoveryCodes) },
        ...{ failedVerificationCount: 0, lockedUntil: null },
      })
      .where(eq(staffSecondSteps.userId, staffId));
    await tx.delete(staffSessions).where(eq(staffSessions.userId, staffId));
    await writeStaffEvent(tx, { id: ids(), staffId, kind: "second-step-replaced", detail: null, at: clock() });
    return true;
  });
  if (!replaced) return { status: "closed" };
  return { status: "enrolled", setCookies: await openSession(accounts, staff, userAgent), recoveryCodes };
}
