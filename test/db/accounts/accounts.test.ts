import { describe, expect, it } from "vitest";
import { changeRole } from "#src/accounts/people/change-role.ts";
import { findJoinLink } from "#src/accounts/people/find-join-link.ts";
import { makeFirstOwnerLink } from "#src/accounts/people/first-owner.ts";
import { invite } from "#src/accounts/people/invite.ts";
import { removePerson } from "#src/accounts/people/remove-person.ts";
import { withdrawInvitation } from "#src/accounts/people/withdraw-invitation.ts";
import { readSession } from "#src/accounts/sessions/session.ts";
import { DAY, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { times } from "#test/support/factories.ts";
import { later, OLIVE, staffOn } from "#test/support/fresh/staff.ts";
import {
  accountsOn,
  enrolled,
  firstOwnerToken,
  invitationToken,
  joinBy,
  PASSWORD,
  PUBLIC_URL,
} from "#test/support/staff-accounts.ts";

const TABLES = ["staff", "staff_sessions", "staff_accounts", "staff_verifications", "staff_second_steps"];
const MORE_TABLES = ["staff_rate_limits", "join_links", "staff_events", "deliveries"];

describe.each(databases())("Staff accounts: $name", (place) => {
  const { once } = place;
  const { on, rows, olive } = staffOn(place);

  const everything = async () =>
    JSON.stringify(await Promise.all([...TABLES, ...MORE_TABLES].map((table) => rows(`SELECT * FROM ${table}`))));
  const member = async (by: string, email: string) => {
    await invite(on.accounts, { by, email, role: "member" });
    return enrolled(on.accounts, await invitationToken(on.accounts, email), email, "member");
  };
  const events = async () => (await rows("SELECT kind FROM staff_events ORDER BY at, rowid")).map(({ kind }) => kind);

  it("makes one account of twenty joins by one link at the same moment", async () => {
    const token = await firstOwnerToken(on.accounts);
    for (let look = 0; look < 5; look += 1) expect((await findJoinLink(on.accounts, token))?.open).toBe(true);
    const joined = await Promise.all(
      times(20).map((place) => joinBy(on.accounts, token, `olive${place}@desk.example`)),
    );
    expect(joined.filter(({ status }) => status === "joined")).toHaveLength(1);
    expect(joined.filter(({ status }) => status === "closed")).toHaveLength(19);
    expect(await rows("SELECT id FROM staff")).toHaveLength(1);
    expect(await rows("SELECT id FROM staff_accounts")).toHaveLength(1);
    expect(await events()).toEqual(["joined"]);
    expect((await joinBy(on.accounts, token, "replay@desk.example")).status).toBe("closed");
  });

  it("prints the same first link at each start, good for a day from then, a new one once it has run out, and none once there is staff", async () => {
    const first = await firstOwnerToken(on.accounts);
    later(DAY - MINUTE);
    const second = await firstOwnerToken(accountsOn(place.openAgain()));
    expect(second).toBe(first);
    later(DAY - MINUTE);
    expect((await findJoinLink(on.accounts, first))?.open).toBe(true);
    later(MINUTE + 1);
    expect((await joinBy(on.accounts, first, OLIVE)).status).toBe("closed");
    const [third, beside] = await Promise.all([firstOwnerToken(on.accounts), firstOwnerToken(on.accounts)]);
    expect(third).not.toBe(first);
    expect(beside).toBe(third);
    expect(await findJoinLink(on.accounts, `${third.split(".")[0]}.${first.split(".")[1]}`)).toBeNull();
    await joinBy(on.accounts, third, OLIVE);
    expect(await makeFirstOwnerLink(on.accounts, PUBLIC_URL)).toBeNull();
  });

  once("keeps neither a cookie's token, nor a password, nor a code readable in the database", async () => {
    const owner = await olive();
    const cookie = decodeURIComponent(owner.headers.get("cookie")?.split("=")[1] ?? "");
    const [token = ""] = cookie.split(".");
    expect(token.length).toBeGreaterThanOrEqual(32);
    const kept = await everything();
    for (const secret of [token, PASSWORD, owner.key, ...owner.recoveryCodes]) expect(kept).not.toContain(secret);
    expect(owner.recoveryCodes).toHaveLength(10);
    expect((await readSession(on.accounts, owner.headers)).person?.email).toBe(OLIVE);
  });

  once("stores no address of a client", async () => {
    const owner = await olive();
    const headers = new Headers(owner.headers);
    headers.set("x-forwarded-for", "203.0.113.9");
    await readSession(on.accounts, headers);
    expect(await everything()).not.toContain("203.0.113.9");
    expect((await rows("SELECT DISTINCT ip_address AS ip FROM staff_sessions")).map(({ ip }) => ip || null)).toEqual([
      null,
    ]);
  });

  once("invites an address once, sends one message, and refuses an address that is staff", async () => {
    const owner = await olive();
    const by = owner.staff.id;
    expect(await invite(on.accounts, { by, email: OLIVE, role: "member" })).toBe("known");
    expect(await rows("SELECT id FROM deliveries")).toHaveLength(0);
    await invite(on.accounts, { by, email: "mia@desk.example", role: "member" });
    const first = await invitationToken(on.accounts, "mia@desk.example");
    later(MINUTE);
    await invite(on.accounts, { by, email: "mia@desk.example", role: "member" });
    const second = await invitationToken(on.accounts, "mia@desk.example");
    expect((await findJoinLink(on.accounts, first))?.open).toBe(false);
    expect(await rows("SELECT kind, channel, state, join_link_id AS link FROM deliveries ORDER BY created_at")).toEqual(
      [first, second].map((token, place) => ({
        kind: "invitation",
        channel: "mail",
        state: ["cancelled", "pending"][place],
        link: token.split(".")[0],
      })),
    );
    await withdrawInvitation(on.accounts, { by, link: second.split(".")[0] ?? "" });
    expect((await joinBy(on.accounts, second, "x@desk.example")).status).toBe("closed");

    const mia = await member(by, "mia@desk.example");
    expect(mia.staff).toMatchObject({ email: "mia@desk.example", role: "member", shortcuts: true });
    expect(await invite(on.accounts, { by: mia.staff.id, email: "new@desk.example", role: "owner" })).toBe("forbidden");
    expect(await rows("SELECT id FROM join_links WHERE email = 'new@desk.example'")).toHaveLength(0);
  });

  it("never loses its last owner, and tells a person's end to their sessions at once", async () => {
    const owner = await olive();
    const by = owner.staff.id;
    expect(await changeRole(on.accounts, { by, person: by, role: "member" })).toBe("last-owner");
    expect(await removePerson(on.accounts, { by, person: by })).toBe("last-owner");
    const mia = await member(by, "mia@desk.example");
    expect(await removePerson(on.accounts, { by: mia.staff.id, person: by })).toBe("forbidden");
    expect(await changeRole(on.accounts, { by, person: mia.staff.id, role: "owner" })).toBe("changed");
    expect((await readSession(on.accounts, mia.headers)).person?.role).toBe("owner");
    const both = await Promise.all([
      removePerson(on.accounts, { by, person: mia.staff.id }),
      removePerson(on.accounts, { by: mia.staff.id, person: by }),
    ]);
    expect(both.toSorted()).toEqual(["forbidden", "removed"]);
    const left = [owner, mia].map(async ({ headers }) => (await readSession(on.accounts, headers)).person);
    expect((await Promise.all(left)).filter((person) => person !== null)).toHaveLength(1);
    expect(await rows("SELECT id FROM staff_accounts")).toHaveLength(1);
    expect(await events()).toContain("removed");
  });
});
