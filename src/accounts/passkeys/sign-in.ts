import type { z } from "zod";
import type { Accounts } from "#src/accounts/domain.ts";
import { endSession } from "#src/accounts/sessions/end-session.ts";
import { readSession } from "#src/accounts/sessions/session.ts";
import { knowDevice } from "#src/accounts/sign-in/known-device.ts";
import { countTry, type Limited, passkeyTries } from "#src/accounts/sign-in/tries.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import type { ClientHash } from "#src/client-hash.ts";
import type { Offer } from "./add-passkey.ts";
import { type passkeyAnswer, refusedPasskey } from "./answer.ts";

export type PasskeyAsked = ({ status: "offered" } & Offer) | Limited;
export type PasskeyAnswered = { status: "in"; setCookies: string[] } | { status: "refused" } | Limited;

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
 * Lets somebody in whose passkey answered the challenge that this browser was given: it stands for both steps. A session
 * that the browser still has ends. An answer counts for its client as the asking does, since each that is refused leaves a
 * line in the audit trail for good.
 */
export async function signInByPasskey(
  accounts: Accounts,
  { headers, answer, clientHash }: { headers: Headers; answer: z.infer<typeof passkeyAnswer>; clientHash: ClientHash },
): Promise<PasskeyAnswered> {
  const wait = await countTry(accounts, passkeyTries(clientHash));
  if (wait !== null) return { status: "limited", retryAfterSeconds: wait };
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
    return { status: "in", setCookies: [...answered.getSetCookie(), await knowDevice(accounts, email)] };
  } catch (error) {
    if (!refusedPasskey(error)) throw error;
    await recordStaffEvent(accounts, { staffId: null, kind: "sign-in-failed", detail: "passkey" });
    return { status: "refused" };
  }
}
