import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "#db/client/client.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { changeRole } from "#src/accounts/people/change-role.ts";
import { findJoinLink } from "#src/accounts/people/find-join-link.ts";
import { makeFirstOwnerLink } from "#src/accounts/people/first-owner.ts";
import { invite } from "#src/accounts/people/invite.ts";
import { removePerson } from "#src/accounts/people/remove-person.ts";
import { withdrawInvitation } from "#src/accounts/people/withdraw-invitation.ts";
import { endSessions } from "#src/accounts/sessions/end-sessions.ts";
import { eraseEnded } from "#src/accounts/sessions/erase-ended.ts";
import { readSession } from "#src/accounts/sessions/session.ts";
import { signOut } from "#src/accounts/sessions/sign-out.ts";
import { changePassword } from "#src/accounts/sign-in/change-password.ts";
import { cookieHeader } from "#src/accounts/sign-in/cookie-header.ts";
import { signIn } from "#src/accounts/sign-in/sign-in.ts";
import { signInCode } from "#src/accounts/sign-in/sign-in-code.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { clientOf } from "#test/support/factories.ts";
import {
  accountsOn,
  enrolled,
  firstOwnerToken,
  invitationToken,
  joinBy,
  PASSWORD,
  PUBLIC_URL,
  tokenIn,
} from "#test/support/staff-accounts.ts";
import { nextTotp, totp } from "#test/support/totp.ts";

const OLIVE = "olive@desk.example";
const TABLES = ["staff", "staff_sessions", "staff_accounts", "staff_verifications", "staff_second_steps"];
const MORE_TABLES = ["staff_rate_limits", "join_links", "staff_events", "deliveries"];

/** Moves the clock of everything in this process; timers go on. */
const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

describe("The codes of an authenticator", () => {
  it("are those of RFC 6238, appendix B", () => {
    const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    expect([59, 1_111_111_109, 2_000_000_000].map((second) => totp(key, second * 1000))).toEqual([
      "287082",
      "081804",
      "279037",
    ]);
  });
});

describe.each(databases())("Staff accounts: $name", (place) => {
  let database: Database;
  let accounts: Accounts;
  const { once } = place;

  const rows = async (sql: string) => (await database.write([{ sql, args: {} }]))[0]?.rows ?? [];
  const everything = async () =>
    JSON.stringify(await Promise.all([...TABLES, ...MORE_TABLES].map((table) => rows(`SELECT * FROM ${table}`))));
  const olive = async () => enrolled(accounts, await firstOwnerToken(accounts), OLIVE);
  const member = async (by: string, email: string) => {
    await invite(accounts, { by, email, role: "member" });
    return enrolled(accounts, await invitationToken(accounts, email), email, "member");
  };
  const password = (given: string, email = OLIVE, client = "client") =>
    signIn(accounts, {
      email,
      password: given,
      headers: new Headers(),
      userAgent: "A browser",
      clientHash: clientOf(client),
    });
  const pending = async () => {
    const started = await password(PASSWORD);
    expect(started.status).toBe("code");
    return new Headers({ cookie: "setCookies" in started ? cookieHeader(started.setCookies) : "" });
  };
  const events = async () => (await rows("SELECT kind FROM staff_events ORDER BY at, rowid")).map(({ kind }) => kind);

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    database = await place.open();
    accounts = accountsOn(database);
  });
  afterEach(() => vi.useRealTimers());
  afterAll(() => place.dispose());

  it("makes one account of twenty joins by one link at the same moment", async () => {
    const token = await firstOwnerToken(accounts);
    for (let look = 0; look < 5; look += 1) expect((await findJoinLink(accounts, token))?.open).toBe(true);
    const joined = await Promise.all(
      Array.from({ length: 20 }, (_, place) => joinBy(accounts, token, `olive${place}@desk.example`)),
    );
    expect(joined.filter(({ status }) => status === "joined")).toHaveLength(1);
    expect(joined.filter(({ status }) => status === "closed")).toHaveLength(19);
    expect(await rows("SELECT id FROM staff")).toHaveLength(1);
    expect(await rows("SELECT id FROM staff_accounts")).toHaveLength(1);
    expect(await events()).toEqual(["joined"]);
    expect((await joinBy(accounts, token, "replay@desk.example")).status).toBe("closed");
  });

  it("prints the same first link at each start, good for a day from then, a new one once it has run out, and none once there is staff", async () => {
    const first = await firstOwnerToken(accounts);
    later(DAY - MINUTE);
    const second = await firstOwnerToken(accountsOn(place.openAgain()));
    expect(second).toBe(first);
    later(DAY - MINUTE);
    expect((await findJoinLink(accounts, first))?.open).toBe(true);
    later(MINUTE + 1);
    expect((await joinBy(accounts, first, OLIVE)).status).toBe("closed");
    const [third, beside] = await Promise.all([firstOwnerToken(accounts), firstOwnerToken(accounts)]);
    expect(third).not.toBe(first);
    expect(beside).toBe(third);
    expect(await findJoinLink(accounts, `${third.split(".")[0]}.${first.split(".")[1]}`)).toBeNull();
    await joinBy(accounts, third, OLIVE);
    expect(await makeFirstOwnerLink(accounts, PUBLIC_URL)).toBeNull();
  });

  once("keeps neither a cookie's token, nor a password, nor a code readable in the database", async () => {
    const owner = await olive();
    const cookie = decodeURIComponent(owner.headers.get("cookie")?.split("=")[1] ?? "");
    const [token = ""] = cookie.split(".");
    expect(token.length).toBeGreaterThanOrEqual(32);
    const kept = await everything();
    for (const secret of [token, PASSWORD, owner.key, ...owner.recoveryCodes]) expect(kept).not.toContain(secret);
    expect(owner.recoveryCodes).toHaveLength(10);
    expect((await readSession(accounts, owner.headers)).person?.email).toBe(OLIVE);
  });

  once("gives over https cookies that only this host gets, and a new session for each step and sign-in", async () => {
    const owner = await olive();
    expect(owner.setCookies.map((cookie) => cookie.split("=")[0])).toEqual([
      "__Host-desk.session_token",
      "__Host-desk.device",
    ]);
    for (const cookie of owner.setCookies)
      for (const part of [/^__Host-/, /; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\/(;|$)/])
        expect(cookie).toMatch(part);
    expect((await readSession(accounts, owner.half)).person).toBeNull();
    const again = {
      email: OLIVE,
      password: PASSWORD,
      headers: owner.headers,
      userAgent: null,
      clientHash: clientOf("client"),
    };
    expect((await signIn(accounts, again)).status).toBe("code");
    expect((await readSession(accounts, owner.headers)).person).toBeNull();
    const plain = await signIn(accountsOn(database, { publicUrl: "http://localhost:4321" }), {
      ...again,
      headers: new Headers(),
    });
    for (const cookie of "setCookies" in plain ? plain.setCookies : []) expect(cookie).not.toMatch(/__Host-|secure/i);
  });

  once("stores no address of a client", async () => {
    const owner = await olive();
    const headers = new Headers(owner.headers);
    headers.set("x-forwarded-for", "203.0.113.9");
    await readSession(accounts, headers);
    expect(await everything()).not.toContain("203.0.113.9");
    expect((await rows("SELECT DISTINCT ip_address AS ip FROM staff_sessions")).map(({ ip }) => ip || null)).toEqual([
      null,
    ]);
  });

  once(
    "ends a session after 12 idle hours, after 7 days however busy, and at once when its person signs out",
    async () => {
      const owner = await olive();
      later(12 * HOUR - MINUTE);
      expect((await readSession(accounts, owner.headers)).person).not.toBeNull();
      later(12 * HOUR + MINUTE);
      expect((await readSession(accounts, owner.headers)).person).toBeNull();

      const busy = await signInCode(accounts, await pending(), totp(owner.key, Date.now()));
      const headers = new Headers({ cookie: "setCookies" in busy ? cookieHeader(busy.setCookies) : "" });
      for (let hours = 0; hours < 160; hours += 10) {
        expect((await readSession(accounts, headers)).person, `after ${hours} hours`).not.toBeNull();
        later(10 * HOUR);
      }
      later(8 * HOUR + MINUTE);
      expect((await readSession(accounts, headers)).person).toBeNull();

      const last = await signInCode(accounts, await pending(), totp(owner.key, Date.now()));
      const old = new Headers({ cookie: "setCookies" in last ? cookieHeader(last.setCookies) : "" });
      const { sessionId } = await readSession(accounts, old);
      await signOut(accounts, { staffId: owner.staff.id, sessionId: sessionId ?? "" });
      expect((await readSession(accounts, old)).person).toBeNull();
    },
  );

  once("takes five codes for one password, each code once, and each recovery code once", async () => {
    const owner = await olive();
    expect(await signInCode(accounts, await pending(), totp(owner.key, Date.now()))).toEqual({ status: "used" });
    expect(await signInCode(accounts, new Headers(), totp(owner.key, Date.now()))).toEqual({ status: "again" });

    const guesses = await pending();
    for (let time = 1; time <= 5; time += 1)
      expect(await signInCode(accounts, guesses, "abcde-fghjk")).toEqual({ status: "wrong" });
    expect((await signInCode(accounts, guesses, nextTotp(owner.key))).status).toBe("limited");
    expect(await signInCode(accounts, guesses, nextTotp(owner.key))).toEqual({ status: "again" });

    const [code = ""] = owner.recoveryCodes;
    expect((await signInCode(accounts, await pending(), ` ${code.toUpperCase()} `)).status).toBe("in");
    expect(await signInCode(accounts, await pending(), code)).toEqual({ status: "wrong" });
    expect((await signInCode(accounts, await pending(), nextTotp(owner.key))).status).toBe("in");
  });

  once("does not let a password wait for its code longer than ten minutes", async () => {
    const owner = await olive();
    const waiting = await pending();
    later(10 * MINUTE + 1000);
    expect(await signInCode(accounts, waiting, totp(owner.key, Date.now()))).toEqual({ status: "again" });
  });

  once("invites an address once, sends one message, and refuses an address that is staff", async () => {
    const owner = await olive();
    const by = owner.staff.id;
    expect(await invite(accounts, { by, email: OLIVE, role: "member" })).toBe("known");
    expect(await rows("SELECT id FROM deliveries")).toHaveLength(0);
    await invite(accounts, { by, email: "mia@desk.example", role: "member" });
    const first = await invitationToken(accounts, "mia@desk.example");
    later(MINUTE);
    await invite(accounts, { by, email: "mia@desk.example", role: "member" });
    const second = await invitationToken(accounts, "mia@desk.example");
    expect((await findJoinLink(accounts, first))?.open).toBe(false);
    expect(await rows("SELECT kind, channel, state, join_link_id AS link FROM deliveries ORDER BY created_at")).toEqual(
      [first, second].map((token, place) => ({
        kind: "invitation",
        channel: "mail",
        state: ["cancelled", "pending"][place],
        link: token.split(".")[0],
      })),
    );
    await withdrawInvitation(accounts, { by, link: second.split(".")[0] ?? "" });
    expect((await joinBy(accounts, second, "x@desk.example")).status).toBe("closed");

    const mia = await member(by, "mia@desk.example");
    expect(mia.staff).toMatchObject({ email: "mia@desk.example", role: "member", shortcuts: true });
    expect(await invite(accounts, { by: mia.staff.id, email: "new@desk.example", role: "owner" })).toBe("known");
    expect(await rows("SELECT id FROM join_links WHERE email = 'new@desk.example'")).toHaveLength(0);
  });

  it("never loses its last owner, and tells a person's end to their sessions at once", async () => {
    const owner = await olive();
    const by = owner.staff.id;
    expect(await changeRole(accounts, { by, person: by, role: "member" })).toBe("refused");
    expect(await removePerson(accounts, { by, person: by })).toBe("refused");
    const mia = await member(by, "mia@desk.example");
    expect(await removePerson(accounts, { by: mia.staff.id, person: by })).toBe("refused");
    expect(await changeRole(accounts, { by, person: mia.staff.id, role: "owner" })).toBe("changed");
    expect((await readSession(accounts, mia.headers)).person?.role).toBe("owner");
    const both = await Promise.all([
      removePerson(accounts, { by, person: mia.staff.id }),
      removePerson(accounts, { by: mia.staff.id, person: by }),
    ]);
    expect(both.toSorted()).toEqual(["refused", "removed"]);
    const left = [owner, mia].map(async ({ headers }) => (await readSession(accounts, headers)).person);
    expect((await Promise.all(left)).filter((person) => person !== null)).toHaveLength(1);
    expect(await rows("SELECT id FROM staff_accounts")).toHaveLength(1);
    expect(await events()).toContain("removed");
  });

  once("ends every other session with a new password, and every session when asked to", async () => {
    const owner = await olive();
    const { staff, headers } = owner;
    const change = { staff, wanted: "a new and longer password", userAgent: null };
    expect(await changePassword(accounts, { ...change, password: "not this one at all" })).toEqual({ status: "wrong" });
    const changed = await changePassword(accounts, { ...change, password: PASSWORD });
    if (changed.status !== "proved") throw new Error("The password was not changed.");
    expect((await readSession(accounts, headers)).person).toBeNull();
    const anew = new Headers({ cookie: cookieHeader(changed.value) });
    expect(await readSession(accounts, anew)).toMatchObject({ complete: true, person: { email: OLIVE } });
    expect((await password(PASSWORD)).status).toBe("wrong");
    await endSessions(accounts, staff.id);
    expect((await readSession(accounts, anew)).person).toBeNull();
  });

  it("erases what ended a day ago, and the message that carried a link with the link", async () => {
    const owner = await olive();
    await invite(accounts, { by: owner.staff.id, email: "mia@desk.example", role: "member" });
    await password("wrong horse battery");
    later(8 * DAY + 1000);
    await eraseEnded(accounts);
    for (const table of ["staff_sessions", "staff_verifications", "staff_rate_limits", "join_links", "deliveries"])
      expect(await rows(`SELECT * FROM ${table}`), table).toEqual([]);
    expect(await rows("SELECT id FROM staff")).toHaveLength(1);
    expect(tokenIn(await makeFirstOwnerLink(accounts, PUBLIC_URL))).toBe("");
  });
});
