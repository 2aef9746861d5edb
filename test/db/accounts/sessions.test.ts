import { describe, expect, it } from "vitest";
import { makeFirstOwnerLink } from "#src/accounts/people/first-owner.ts";
import { invite } from "#src/accounts/people/invite.ts";
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
import { later, OLIVE, staffOn } from "#test/support/fresh/staff.ts";
import { accountsOn, askedForCode, atTheDoor, PASSWORD, PUBLIC_URL, tokenIn } from "#test/support/staff-accounts.ts";
import { totp } from "#test/support/totp.ts";

describe.each(databases())("Sessions of staff: $name", (place) => {
  const { once } = place;
  const { on, rows, olive } = staffOn(place);

  const pending = () => askedForCode(on.accounts, OLIVE);

  once("gives over https cookies that only this host gets, and a new session for each step and sign-in", async () => {
    const owner = await olive();
    expect(owner.setCookies.map((cookie) => cookie.split("=")[0])).toEqual([
      "__Host-desk.session_token",
      "__Host-desk.device",
    ]);
    for (const cookie of owner.setCookies)
      for (const part of [/^__Host-/, /; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\/(;|$)/])
        expect(cookie).toMatch(part);
    expect((await readSession(on.accounts, owner.half)).person).toBeNull();
    const again = {
      email: OLIVE,
      password: PASSWORD,
      headers: owner.headers,
      userAgent: null,
      clientHash: clientOf("client"),
    };
    expect((await signIn(on.accounts, again)).status).toBe("code");
    expect((await readSession(on.accounts, owner.headers)).person).toBeNull();
    const plain = await signIn(accountsOn(on.database, { publicUrl: "http://localhost:4321" }), {
      ...again,
      headers: new Headers(),
    });
    for (const cookie of "setCookies" in plain ? plain.setCookies : []) expect(cookie).not.toMatch(/__Host-|secure/i);
  });

  once(
    "ends a session after 12 idle hours, after 7 days however busy, and at once when its person signs out",
    async () => {
      const owner = await olive();
      later(12 * HOUR - MINUTE);
      expect((await readSession(on.accounts, owner.headers)).person).not.toBeNull();
      later(12 * HOUR + MINUTE);
      expect((await readSession(on.accounts, owner.headers)).person).toBeNull();

      const busy = await signInCode(on.accounts, await pending(), totp(owner.key, Date.now()));
      const headers = new Headers({ cookie: "setCookies" in busy ? cookieHeader(busy.setCookies) : "" });
      for (let hours = 0; hours < 160; hours += 10) {
        expect((await readSession(on.accounts, headers)).person, `after ${hours} hours`).not.toBeNull();
        later(10 * HOUR);
      }
      later(8 * HOUR + MINUTE);
      expect((await readSession(on.accounts, headers)).person).toBeNull();

      const last = await signInCode(on.accounts, await pending(), totp(owner.key, Date.now()));
      const old = new Headers({ cookie: "setCookies" in last ? cookieHeader(last.setCookies) : "" });
      const { sessionId } = await readSession(on.accounts, old);
      await signOut(on.accounts, { staffId: owner.staff.id, sessionId: sessionId ?? "" });
      expect((await readSession(on.accounts, old)).person).toBeNull();
    },
  );

  once("ends every other session with a new password, and every session when asked to", async () => {
    const owner = await olive();
    const { staff, headers } = owner;
    const change = { staff, wanted: "a new and longer password", userAgent: null };
    expect(await changePassword(on.accounts, { ...change, password: "not this one at all" })).toEqual({
      status: "wrong",
    });
    const changed = await changePassword(on.accounts, { ...change, password: PASSWORD });
    if (changed.status !== "proved") throw new Error("The password was not changed.");
    expect((await readSession(on.accounts, headers)).person).toBeNull();
    const anew = new Headers({ cookie: cookieHeader(changed.value) });
    expect(await readSession(on.accounts, anew)).toMatchObject({ complete: true, person: { email: OLIVE } });
    expect((await atTheDoor(on.accounts, { email: OLIVE, password: PASSWORD })).status).toBe("wrong");
    await endSessions(on.accounts, staff.id);
    expect((await readSession(on.accounts, anew)).person).toBeNull();
  });

  it("erases what ended a day ago, and the message that carried a link with the link", async () => {
    const owner = await olive();
    await invite(on.accounts, { by: owner.staff.id, email: "mia@desk.example", role: "member" });
    await atTheDoor(on.accounts, { email: OLIVE, password: "wrong horse battery" });
    later(8 * DAY + 1000);
    await eraseEnded(on.accounts);
    for (const table of ["staff_sessions", "staff_verifications", "staff_rate_limits", "join_links", "deliveries"])
      expect(await rows(`SELECT * FROM ${table}`), table).toEqual([]);
    expect(await rows("SELECT id FROM staff")).toHaveLength(1);
    expect(tokenIn(await makeFirstOwnerLink(on.accounts, PUBLIC_URL))).toBe("");
  });
});
