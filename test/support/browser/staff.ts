/*
 * People of the desk, made as people are: the first owner by the link that the server prints, everybody else by an
 * invitation read from the captured mailbox; each with a password and an authenticator.
 *
 *   const ann = await signedIn(context, server, { name: "Ann Archer", role: "member" });  // the context's pages are Ann's
 *   const cookie = (await staffMember(server)).cookie;                                      // for fetch: headers: { cookie }
 *
 * `deskPost(server, person, path, fields)` sends a form as that person. All of it works without a browser.
 */
import type { BrowserContext, Page } from "@playwright/test";
import type { StaffRole } from "#src/names/accounts.ts";
import { paths } from "#src/paths.ts";
import { theMailTo } from "#test/support/server/mail.ts";
import type { Server } from "#test/support/server/server.ts";
import { totp } from "#test/support/totp.ts";

export interface Person {
  name: string;
  email: string;
  password: string;
  role: StaffRole;
  /** The authenticator's key in base32. */
  key: string;
  recoveryCodes: string[];
  /** The Cookie header of a signed-in session. */
  cookie: string;
}

interface Wanted {
  name?: string;
  role?: StaffRole;
}

export const PASSWORD = "correct horse battery staple";

const firstOwners = new WeakMap<Server, Promise<Person>>();
let people = 0;

/** A new person of the desk who has signed in with both steps; a member where no role is given. */
export async function staffMember(server: Server, { name, role = "member" }: Wanted = {}): Promise<Person> {
  people += 1;
  const called = name ?? `Person ${people}`;
  const email = `${called.toLowerCase().replace(/[^a-z]+/g, "-")}-${people}@desk.example`;
  const owner = await firstOwner(server);
  const { status } = await deskPost(server, owner, paths.people, { action: "invite", email, role });
  if (status !== 303) throw new Error(`The invitation was answered with ${status}.`);
  const { text } = await theMailTo(server, email);
  return enrol(server, joinPathIn(text), { name: called, email, role });
}

/** The first owner of this server, who joined by the link that it printed. */
export function firstOwner(server: Server): Promise<Person> {
  const known = firstOwners.get(server);
  if (known) return known;
  const made = enrol(server, joinPathIn(server.said.join("\n")), {
    name: "Olive Owner",
    email: "olive.owner@desk.example",
    role: "owner",
  });
  firstOwners.set(server, made);
  return made;
}

/** A new person of the desk whose session the pages of this context, or of this page's context, carry. */
export async function signedIn(where: BrowserContext | Page, server: Server, wanted: Wanted = {}): Promise<Person> {
  const person = await staffMember(server, wanted);
  const context = "context" in where ? where.context() : where;
  const cookies = person.cookie.split("; ").map((cookie) => {
    const [name = "", value = ""] = cookie.split("=");
    return { name, value, url: server.url, httpOnly: true, sameSite: "Lax" as const };
  });
  await context.addCookies(cookies);
  return person;
}

/** Sends a form as this person, or with any Cookie header; follows no redirect. */
export function deskPost(
  server: Server,
  { cookie }: Pick<Person, "cookie">,
  path: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const headers = { origin: server.url, cookie };
  return fetch(server.url + path, { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });
}

/** The path of the join link in a text. */
export function joinPathIn(text: string): string {
  const path = /\/desk\/join\/[\w.-]+/.exec(text)?.[0];
  if (!path) throw new Error("There is no join link in this text.");
  return path;
}

/** The Cookie header by which a browser would send an answer's cookies back. */
export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .filter((cookie) => !/max-age=0/i.test(cookie))
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}

async function enrol(server: Server, link: string, who: Pick<Person, "name" | "email" | "role">): Promise<Person> {
  const nobody = { cookie: "" };
  const joined = await deskPost(server, nobody, link, { ...who, password: PASSWORD });
  const half = { cookie: cookieOf(joined) };
  const page = await fetch(server.url + paths.secondStep, { headers: half });
  const key = keyOn(await page.text());
  const connected = await deskPost(server, half, paths.secondStep, { code: totp(key, Date.now()) });
  if (connected.status !== 200) throw new Error(`The second step was answered with ${connected.status}.`);
  const recoveryCodes = codesOn(await connected.text());
  return { ...who, password: PASSWORD, key, recoveryCodes, cookie: cookieOf(connected) };
}

function keyOn(html: string): string {
  const shown = [...html.matchAll(/<code[^>]*>([A-Z2-7 ]+)<\/code>/g)].at(0)?.[1];
  if (!shown) throw new Error("The page shows no key.");
  return shown.replaceAll(" ", "");
}

/** The recovery codes on a page. */
export function codesOn(html: string): string[] {
  return [...html.matchAll(/<code[^>]*>([a-z2-9]{5}-[a-z2-9]{5})<\/code>/g)].map(([, code = ""]) => code);
}
