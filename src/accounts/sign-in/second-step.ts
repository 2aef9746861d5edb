import { symmetricDecrypt } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import { staffSecondSteps } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import type { Staff } from "#src/accounts/staff.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import { base32, otpauthUri } from "./otpauth.ts";
import { refusalIn } from "./refusal.ts";
import { codeUse, countTry } from "./tries.ts";

/** What an authenticator needs: the key to type, and the same as an address for a QR code. */
export interface SecondStep {
  key: string;
  uri: string;
}

/** The second step that waits for its first code, or null where the password has to be given again to make one. */
export async function waitingSecondStep(
  { database, auth }: Pick<Accounts, "database" | "auth">,
  { id, email }: Staff,
): Promise<SecondStep | null> {
  const [row] = await database.query.select().from(staffSecondSteps).where(eq(staffSecondSteps.userId, id));
  if (!row || row.verified) return null;
  const { secretConfig, appName } = await (await auth()).$context;
  const key = base32(await symmetricDecrypt({ key: secretConfig, data: row.secret }));
  return { key, uri: otpauthUri({ key, issuer: appName, account: email }) };
}

export type Enrolled = { status: "enrolled"; setCookies: string[]; recoveryCodes: string[] } | { status: "wrong" };

/**
 * Takes the first code: from now on the person is let in by both steps, with a new session. The recovery codes are given
 * out this once.
 * @param headers those of the request, for its session.
 */
export async function enrolSecondStep(
  accounts: Accounts,
  { staffId, headers, typed }: { staffId: string; headers: Headers; typed: string },
): Promise<Enrolled> {
  const { database, clock, ids } = accounts;
  const auth = await accounts.auth();
  const code = typed.replace(/\s/g, "");
  try {
    const verified = await auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true });
    await countTry(accounts, [codeUse(staffId, code)]);
    const event = { id: ids(), staffId, kind: "second-step-enrolled", detail: null, at: clock() } as const;
    await database.write([recordStaffEvent(event)]);
    const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: staffId } });
    return { status: "enrolled", setCookies: verified.headers.getSetCookie(), recoveryCodes: backupCodes };
  } catch (error) {
    if (refusalIn(error)) return { status: "wrong" };
    throw error;
  }
}
