import { eq } from "drizzle-orm";
import { staff } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { endSession } from "#src/accounts/sessions/end-session.ts";
import { readSession } from "#src/accounts/sessions/session.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { judgePassword } from "./judge-password.ts";
import { knownDevice } from "./known-device.ts";
import { type Credentials, type Started, startSession } from "./start-session.ts";
import { countTry, type Limited, passwordLimits, takeBack } from "./tries.ts";

export interface SignIn extends Credentials {
  /** Those of the request: a session that it still carries ends with a right password. */
  headers: Headers;
  clientHash: ClientHash;
}

export type SignedIn = Started | Limited;

/**
 * The first step: address and password. The answer, its limits and the work behind it are the same for an address that
 * nobody here has. A right password still needs its code.
 */
export async function signIn(accounts: Accounts, asked: SignIn): Promise<SignedIn> {
  const { email, password, headers, clientHash } = asked;
  const door = {
    addressHash: accounts.hashAddress(email),
    clientHash,
    device: await knownDevice(accounts, headers, email),
  };
  const limits = passwordLimits(door);
  const wait = await countTry(accounts, limits);
  if (wait !== null) return { status: "limited", retryAfterSeconds: wait };
  const { staffId, right } = await judgePassword(accounts, eq(staff.email, email), password);
  if (!right) {
    await recordStaffEvent(accounts, { staffId, kind: "sign-in-failed", detail: "password" });
    return { status: "wrong", setCookies: [] };
  }
  await takeBack(accounts, limits);
  const { sessionId } = await readSession(accounts, headers);
  if (sessionId) await endSession(accounts, sessionId);
  return startSession(accounts, asked);
}
