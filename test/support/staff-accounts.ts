import { createHmac, randomBytes } from "node:crypto";
import type { Database } from "#db/client/client.ts";
import { createAuth } from "#src/accounts/auth.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { findJoinLink } from "#src/accounts/people/find-join-link.ts";
import { makeFirstOwnerLink } from "#src/accounts/people/first-owner.ts";
import { type Joined, join } from "#src/accounts/people/join.ts";
import { readSession } from "#src/accounts/sessions/session.ts";
import { cookieHeader } from "#src/accounts/sign-in/cookie-header.ts";
import { enrolSecondStep, waitingSecondStep } from "#src/accounts/sign-in/second-step.ts";
import type { StaffRole } from "#src/names/accounts.ts";
import { linkToken } from "#src/tokens.ts";
import { totp } from "./totp.ts";

const SECRET = "a secret that only these tests know, and nobody else";
export const PUBLIC_URL = "https://plumb.example";
export const PASSWORD = "correct horse battery staple";

/** Staff accounts on a database, with the clock that the test sets through `Date`. */
export function accountsOn(database: Database, publicUrl = PUBLIC_URL): Accounts {
  const keyed = (purpose: string) => (text: string) =>
    createHmac("sha256", SECRET).update(`${purpose}/${text}`).digest("base64url");
  const ids = () => randomBytes(18).toString("base64url");
  const auth = createAuth({ database, secret: SECRET, publicUrl, name: "Plumbline", ids, log: { error: () => {} } });
  return {
    database,
    clock: Date.now,
    ids,
    auth: async () => auth,
    sign: keyed("link"),
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
  const done = await enrolSecondStep(accounts, { staffId: person.id, headers: half, typed });
  if (done.status !== "enrolled") throw new Error("The code did not fit.");
  const live = done.setCookies.filter((cookie) => !/max-age=0/i.test(cookie));
  const headers = new Headers({ cookie: cookieHeader(live) });
  return { staff: person, key: step.key, recoveryCodes: done.recoveryCodes, headers, half, setCookies: live };
}
