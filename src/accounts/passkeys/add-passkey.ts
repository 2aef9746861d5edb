import type { z } from "zod";
import type { Accounts } from "#src/accounts/domain.ts";
import { type Proved, type Proving, provePassword } from "#src/accounts/sign-in/prove-password.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import { type newPasskey, refusedPasskey } from "./answer.ts";

/** What a browser needs to make a passkey, as JSON, with the cookie that ties the answer to it. */
export interface Offer {
  options: unknown;
  setCookies: string[];
}

/**
 * Begins to add a passkey for whoever is signed in and gives the password.
 * @param headers those of the request, for its session
 */
export function offerPasskey(accounts: Accounts, proving: Proving & { headers: Headers }): Promise<Proved<Offer>> {
  const { auth } = accounts;
  return provePassword(accounts, proving, async () => {
    const { response, headers } = await (await auth()).api.generatePasskeyRegistrationOptions({
      headers: proving.headers,
      query: {},
      returnHeaders: true,
    });
    return { options: response, setCookies: headers.getSetCookie() };
  });
}

/**
 * Keeps a passkey that a browser has made. Whether it was taken: not without the offer before it, and not where its holder
 * was asked for nothing.
 */
export async function addPasskey(
  accounts: Accounts,
  {
    staffId,
    headers,
    answer,
    name,
  }: { staffId: string; headers: Headers; answer: z.infer<typeof newPasskey>; name: string | null },
): Promise<boolean> {
  const { auth } = accounts;
  try {
    const body = { response: answer, ...(name !== null && { name }) };
    await (await auth()).api.verifyPasskeyRegistration({ body, headers });
  } catch (error) {
    if (refusedPasskey(error)) return false;
    throw error;
  }
  await recordStaffEvent(accounts, { staffId, kind: "passkey-added", detail: name });
  return true;
}
