import { createHmac, randomBytes } from "node:crypto";
import type { Database } from "#db/client/client.ts";
import { createAuth } from "#src/accounts/auth.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { createPasswords, type Passwords } from "#src/accounts/password-hash.ts";
import { findJoinLink } from "#src/accounts/people/find-join-link.ts";
import { makeFirstOwnerLink } from "#src/accounts/people/first-owner.ts";
import { type Joined, join } from "#src/accounts/people/join.ts";
import { enrolSecondStep, waitingSecondStep } from "#src/accounts/second-step/enrol.ts";
import { readSession } from "#src/accounts/sessions/session.ts";
import { cookieHeader } from "#src/accounts/sign-in/cookie-header.ts";
import { signIn } from "#src/accounts/sign-in/sign-in.ts";
import type { StaffRole } from "#src/names/accounts.ts";
import { linkToken } from "#src/tokens.ts";
import { clientOf } from "#test/support/factories.ts";
import { totp } from "./totp.ts";

const SECRET = "a secret that only these tests know, and nobody else";
export const PUBLIC_URL = "https://plumb.example";
export const PASSWORD = "correct horse battery staple";

interface Around {
  publicUrl?: string;
  passwords?: Passwords;
}

/** Hashes at their whole cost, each password once: most tests ask for the same few again and again. */
function rememberingPasswords(): Passwords {
  const { hash, verify } = createPasswords();
  const once = <T>(make: (given: string) => Promise<T>) => {
    const made = new Map<string, Promise<T>>();
    return (given: string) => {
      const one = made.get(given) ?? make(given);
      made.set(given, one);
      return one;
    };
  };
  const judged = once((given) => verify(JSON.parse(given)));
  return { hash: once(hash), verify: (given) => judged(JSON.stringify(given)) };
}
const REMEMBERED = rememberingPasswords();

/** Staff accounts on a database, with the clock that the test sets through `Date`. */
export function accountsOn(
  database: Database,
  { publicUrl = PUBLIC_URL, passwords = REMEMBERED, ...around }: Around = {},
): Accounts {
  const keyed = (purpose: string) => (text: string) =>
    createHmac("sha256", SECRET).update(`${purpose}/${text}`).digest("base64url");
  const ids = () => randomBytes(18).toString("base64url");
  const sign = keyed("link");
  const log = { error: () => {} };
  const auth = createAuth({
    database,
    secret: SECRET,
    publicUrl,
    name: "Plumbline",
    ids,
    sign,
    log,
    passwords,
    ...around,
  });
  return {
    database,
    clock: Date.now,
    ids,
    auth: async () => auth,
    sign,
    hashAddress: keyed("address"),
    wakeDelivery: () => {},
  };
}

/** The token of a link made by `makeFirstOwnerLink` or stored by `invite`. */
export const tokenIn = (link: string | null) => link?.split("/").at(-1) ?? "";

/** Joins by a token, as the page does. */
export async function joinBy(accounts: Accounts, token: string, email: string): Promise<Joined> {
  const link = await findJoinLink(accounts, token);
  if (!link) throw new Error("There is no such link.");
  return join(accounts, { link, name: "Ann Archer", email, password: PASSWORD, userAgent: null });
}

export const firstOwnerToken = async (accounts: Accounts) => tokenIn(await makeFirstOwnerLink(accounts, PUBLIC_URL));

/** A token for an address that this database's join links hold, newest first. */
export async function invitationToken(accounts: Accounts, email: string): Promise<string> {
  const sql = "SELECT id FROM join_links WHERE email = :email ORDER BY created_at DESC, rowid DESC";
  const [found] = await accounts.database.write([{ sql, args: { email } }]);
  return linkToken(accounts.sign, "join", String(found?.rows[0]?.id));
}

/** Somebody who has joined, connected an authenticator and is signed in. */
export async function enrolled(accounts: Accounts, token: string, email: string, role: StaffRole = "owner") {
  const joined = await joinBy(accounts, token, email);
  if (joined.status !== "joined") throw new Error("The link is closed.");
  const half = new Headers({ cookie: cookieHeader(joined.setCookies) });
  const { person } = await readSession(accounts, half);
  if (!person || person.role !== role) throw new Error("Nobody came in.");
  const step = await waitingSecondStep(accounts, person);
  if (!step) throw new Error("No second step waits.");
  const typed = totp(step.key, Date.now());
  const done = await enrolSecondStep(accounts, { staff: person, typed, userAgent: null });
  if (done.status !== "enrolled") throw new Error("The code did not fit.");
  const live = done.setCookies.filter((cookie) => !/max-age=0/i.test(cookie));
  const headers = new Headers({ cookie: cookieHeader(live) });
  return { staff: person, key: step.key, recoveryCodes: done.recoveryCodes, headers, half, setCookies: live };
}

interface Trying {
  email: string;
  password?: string;
  client?: string;
  /** What the browser brings; a device that is known, or nothing. */
  headers?: Headers;
}

/** Gives an address and a password at the door, as the page does. */
export function atTheDoor(accounts: Accounts, { email, password = PASSWORD, client = "client", headers }: Trying) {
  return signIn(accounts, {
    email,
    password,
    headers: headers ?? new Headers(),
    userAgent: null,
    clientHash: clientOf(client),
  });
}

/** The headers of a browser that has given the right password and is asked for a code. */
export async function askedForCode(accounts: Accounts, email: string): Promise<Headers> {
  const started = await atTheDoor(accounts, { email });
  if (started.status !== "code") throw new Error(`The password was answered with "${started.status}".`);
  return new Headers({ cookie: cookieHeader(started.setCookies) });
}

/** The rows of a query. */
export const rowsOf = async (database: Database, sql: string, args: Record<string, string> = {}) =>
  (await database.write([{ sql, args }]))[0]?.rows ?? [];
