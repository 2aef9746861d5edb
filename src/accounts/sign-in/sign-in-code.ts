import { eq } from "drizzle-orm";
import { staffSessions } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { hashOfRecoveryCode, plainCode } from "#src/accounts/recovery-codes.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import { cookiesOf } from "#src/cookies.ts";
import { MINUTE, SECOND } from "#src/time.ts";
import { hashOfToken } from "#src/tokens.ts";
import { knowDevice } from "./known-device.ts";
import { refusalIn } from "./refusal.ts";
import { codeUse, countTry, type Limited } from "./tries.ts";

/** `again`: there is no password waiting for a code any more, so the first step comes again. */
export type CodeAnswer = { status: "in"; setCookies: string[] } | { status: "wrong" | "again" | "used" } | Limited;

/** How long the library refuses every code after ten wrong ones in a row. */
const LOCKED = (15 * MINUTE) / SECOND;

const ANSWERS: Record<string, CodeAnswer> = {
  INVALID_CODE: { status: "wrong" },
  INVALID_BACKUP_CODE: { status: "wrong" },
  // The five tries of this password are over; another password may be tried at once.
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: { status: "limited", retryAfterSeconds: 1 },
  ACCOUNT_TEMPORARILY_LOCKED: { status: "limited", retryAfterSeconds: LOCKED },
};

/**
 * The second step: six digits of the authenticator, or a recovery code, which works once. The session starts here.
 * @param headers those of the request: its cookie says which password this is for.
 */
export async function signInCode(accounts: Accounts, headers: Headers, typed: string): Promise<CodeAnswer> {
  const code = plainCode(typed);
  const verified = await verify(accounts, await onlyPending(accounts, headers), code);
  if ("status" in verified) {
    if (verified.status === "wrong")
      await recordStaffEvent(accounts, { staffId: null, kind: "sign-in-failed", detail: "code" });
    return verified;
  }
  const { token, staffId, email, setCookies } = verified;
  if ((await countTry(accounts, [codeUse(staffId, code)])) !== null) {
    await accounts.database.query.delete(staffSessions).where(eq(staffSessions.token, hashOfToken(token)));
    return { status: "used" };
  }
  await recordStaffEvent(accounts, { staffId, kind: "signed-in", detail: null });
  return { status: "in", setCookies: [...setCookies, await knowDevice(accounts, email)] };
}

type Verified = { token: string; staffId: string; email: string; setCookies: string[] };

async function verify(accounts: Accounts, headers: Headers, code: string): Promise<Verified | CodeAnswer> {
  const { sign } = accounts;
  const auth = await accounts.auth();
  const ask = { headers, returnHeaders: true } as const;
  try {
    const { response, headers: answered } = /^\d{6}$/.test(code)
      ? await auth.api.verifyTOTP({ ...ask, body: { code } })
      : await auth.api.verifyBackupCode({ ...ask, body: { code: hashOfRecoveryCode(sign, code) } });
    const { id, email } = response.user;
    return { token: response.token ?? "", staffId: id, email: String(email), setCookies: answered.getSetCookie() };
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null) throw error;
    return ANSWERS[refusal] ?? { status: "again" };
  }
}

/** The request's headers with the cookie of the waiting password alone: with a session the library would judge that. */
async function onlyPending({ auth }: Accounts, headers: Headers): Promise<Headers> {
  const { name } = (await (await auth()).$context).createAuthCookie("two_factor");
  const [pending] = cookiesOf(headers, name);
  const cookie = pending === undefined ? "" : `${name}=${pending}`;
  return new Headers({ cookie, "user-agent": headers.get("user-agent") ?? "" });
}
