import { base32 } from "@better-auth/utils/base32";
import { createOTP } from "@better-auth/utils/otp";
import { symmetricDecrypt } from "better-auth/crypto";
import { and, eq, sql } from "drizzle-orm";
import { staffSecondSteps, staffSessions, staff as staffTable } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { makeRecoveryCodes, plainCode, storedCodes } from "#src/accounts/recovery-codes.ts";
import { openSession } from "#src/accounts/sign-in/open-session.ts";
import { codeUse, countTry } from "#src/accounts/sign-in/tries.ts";
import type { Staff } from "#src/accounts/staff.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";

/** What an authenticator needs: the key to type, and the same as an address for a QR code. */
export interface SecondStep {
  key: string;
  uri: string;
}

/** A secret as an authenticator takes it. */
export async function shownSecondStep({ auth }: Pick<Accounts, "auth">, secret: string, email: string) {
  const { appName } = await (await auth()).$context;
  const key = base32.encode(secret, { padding: false });
  const [issuer, account] = [appName, email].map(encodeURIComponent);
  return { key, uri: `otpauth://totp/${issuer}:${account}?secret=${key}&issuer=${issuer}` };
}

/** The second step that waits for its first code, or null where the password has to be given again to make one. */
export async function waitingSecondStep(
  accounts: Pick<Accounts, "database" | "auth">,
  { id, email }: Staff,
): Promise<SecondStep | null> {
  const secret = await waitingSecret(accounts, id);
  return secret === null ? null : shownSecondStep(accounts, secret, email);
}

async function waitingSecret({ database, auth }: Pick<Accounts, "database" | "auth">, staffId: string) {
  const [row] = await database.query.select().from(staffSecondSteps).where(eq(staffSecondSteps.userId, staffId));
  if (!row || row.verified) return null;
  return symmetricDecrypt({ key: (await (await auth()).$context).secretConfig, data: row.secret });
}

/** `closed`: nothing waits any more, since another request was first. */
export type Enrolled =
  | { status: "enrolled"; setCookies: string[]; recoveryCodes: string[] }
  | { status: "wrong" | "closed" };

/**
 * Takes the first code: from now on the person is let in by both steps, with a new session in place of the half one. The
 * recovery codes are given out this once, and to one request, however many come at once.
 */
export async function enrolSecondStep(
  accounts: Accounts,
  { staff, typed, userAgent }: { staff: Staff; typed: string; userAgent: string | null },
): Promise<Enrolled> {
  const { database, clock, ids, sign } = accounts;
  const secret = await waitingSecret(accounts, staff.id);
  if (secret === null) return { status: "closed" };
  const code = plainCode(typed);
  if (!(await createOTP(secret).verify(code))) return { status: "wrong" };
  await countTry(accounts, [codeUse(staff.id, code)]);
  const recoveryCodes = makeRecoveryCodes();
  const now = clock();
  const staffId = staff.id;
  const enrolled = await database.transaction(async (tx) => {
    const [step] = await tx
      .update(staffSecondSteps)
      .set({ verified: true, backupCodes: storedCodes(sign, recoveryCodes) })
      .where(and(eq(staffSecondSteps.userId, staffId), sql`${staffSecondSteps.verified} IS NOT 1`))
      .returning({ id: staffSecondSteps.id });
    if (!step) return false;
    await tx
      .update(staffTable)
      .set({ twoFactorEnabled: true, updatedAt: new Date(now) })
      .where(eq(staffTable.id, staffId));
    await tx.delete(staffSessions).where(eq(staffSessions.userId, staffId));
    await writeStaffEvent(tx, { id: ids(), staffId, kind: "second-step-enrolled", detail: null, at: now });
    return true;
  });
  if (!enrolled) return { status: "closed" };
  return { status: "enrolled", setCookies: await openSession(accounts, staff, userAgent), recoveryCodes };
}
