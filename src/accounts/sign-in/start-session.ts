import type { Accounts } from "#src/accounts/domain.ts";
import { cookieHeader } from "./cookie-header.ts";
import { refusalIn } from "./refusal.ts";

export interface Credentials {
  email: string;
  password: string;
  /** Kept with the session, so that its owner can tell it from others. */
  userAgent: string | null;
}

/**
 * `code`: the password is right and the second step follows. `second-step`: it is right and there is no second step yet,
 * so a new secret and recovery codes wait for their first code. `wrong`: address or password, without saying which.
 */
export type Started = { status: "code" | "second-step" | "wrong"; setCookies: string[] };

/** Judges a password, with the same work whether or not the address is known. */
export async function startSession(accounts: Pick<Accounts, "auth">, asked: Credentials): Promise<Started> {
  const { email, password, userAgent } = asked;
  const auth = await accounts.auth();
  const headers = new Headers(userAgent === null ? {} : { "user-agent": userAgent });
  try {
    const signedIn = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true });
    const setCookies = signedIn.headers.getSetCookie();
    if ("twoFactorRedirect" in signedIn.response) return { status: "code", setCookies };
    headers.set("cookie", cookieHeader(setCookies));
    await auth.api.enableTwoFactor({ body: { password }, headers });
    return { status: "second-step", setCookies };
  } catch (error) {
    if (refusalIn(error)) return { status: "wrong", setCookies: [] };
    throw error;
  }
}
