import type { Accounts } from "#src/accounts/domain.ts";
import { DEVICE_KNOWN_FOR } from "#src/accounts/rules.ts";
import { cookiesOf } from "#src/cookies.ts";
import { SECOND } from "#src/time.ts";
import { idOfToken, linkToken } from "#src/tokens.ts";

type Knowing = Pick<Accounts, "auth" | "sign" | "ids" | "hashAddress">;

const cookie = async ({ auth }: Knowing) =>
  (await (await auth()).$context).createAuthCookie("device", { maxAge: DEVICE_KNOWN_FOR / SECOND });

/**
 * The cookie by which a browser that somebody has signed in from is known again. It opens nothing: its wrong passwords
 * are counted apart from those of strangers, so that strangers cannot lock its owner out.
 */
export async function knowDevice(knowing: Knowing, email: string): Promise<string> {
  const { sign, ids, hashAddress } = knowing;
  const { name, attributes } = await cookie(knowing);
  const token = linkToken(sign, "device", `${ids()}~${hashAddress(email)}`);
  const secure = attributes.secure ? "; Secure" : "";
  return `${name}=${token}; Max-Age=${attributes.maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/** The id of the device that a request comes from, where this address has signed in from it; else null. */
export async function knownDevice(knowing: Knowing, headers: Headers, email: string): Promise<string | null> {
  const { name } = await cookie(knowing);
  const [token = ""] = cookiesOf(headers, name);
  const [device, addressHash] = idOfToken(knowing.sign, "device", token)?.split("~") ?? [];
  return device && addressHash === knowing.hashAddress(email) ? device : null;
}
