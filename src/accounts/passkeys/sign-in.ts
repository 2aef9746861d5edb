import type { z } from "zod";
import type { Accounts } from "#src/accounts/domain.ts";
import { endSession } from "#src/accounts/sessions/end-session.ts";
import { readSession } from "#src/accounts/sessions/session.ts";
import { knowDevice } from "#src/accounts/sign-in/known-device.ts";
import { countTry, passkeyTries } from "#src/accounts/sign-in/tries.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import type { ClientHash } from "#src/client-hash.ts";
import type { Offer } from "./add-passkey.ts";
import { type passkeyAnswer, refusedPasskey } from "./answer.ts";

export type PasskeyAsked = ({ status: "offered" } & Offer) | { status: "limited"; retryAfterSeconds: number };

/** Begins to sign somebody in by a passkey. Nobody says who they are, so nothing here tells who is known. */
export async function askForPasskey(accounts: Accounts, clientHash: ClientHash): Promise<PasskeyAsked> {
  const wait = await countTry(accounts, passkeyTries(clientHash));
  if (wait !== null) return { status: "limited", retryAfterSeconds: wait };
  // Without the request's headers: whose session the browser has plays no part.
  const { response, headers } = await (await accounts.auth()).api.generatePasskeyAuthenticationOptions({
    headers: new Headers(),
    returnHeaders: true,
  });
  return {
    status: "offered",
    options: { ...response, userVerification: "required" },
    setCookies: headers.getSetCookie(),
  };
}

/**
 * Lets somebody in whose passkey answered the challenge that this browser was given: it stands for both steps. Returns the
 * session's cookies, or null where the answer is not taken. A session that the browser still has ends.
 */
export async function signInByPasskey(
  accounts: Accounts,
  headers: Headers,
  answer: z.infer<typeof passkeyAnswer>,
): Promise<string[] | null> {
  try {
    const { response, headers: answered } = await (await accounts.auth()).api.verifyPasskeyAuthentication({
      body: { response: answer },
      headers,
      returnHeaders: true,
    });
    const { id, email } = response.user;
    const { sessionId } = await readSession(accounts, headers);
    if (sessionId) await endSession(accounts, sessionId);
    await recordStaffEvent(accounts, { staffId: id, kind: "signed-in", detail: "by a passkey" });
    return [...answered.getSetCookie(), await knowDevice(accounts, email)];
  } catch (error) {
    if (!refusedPasskey(error)) throw error;
    await recordStaffEvent(accounts, { staffId: null, kind: "sign-in-failed", detail: "passkey" });
    return null;
  }
}
