import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "#db/client/client.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { changeRole } from "#src/accounts/people/change-role.ts";
import { findJoinLink } from "#src/accounts/people/find-join-link.ts";
import { invite } from "#src/accounts/people/invite.ts";
import { removePerson } from "#src/accounts/people/remove-person.ts";
import { withdrawInvitation } from "#src/accounts/people/withdraw-invitation.ts";
import { recordRefusal } from "#src/accounts/record-refusal.ts";
import { HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import {
  accountsOn,
  enrolled,
  firstOwnerToken,
  invitationToken,
  joinBy,
  rowsOf,
} from "#test/support/staff-accounts.ts";

describe.each(databases())("Owners and their invitations: $name", (place) => {
  const { once } = place;
  let database: Database;
  let accounts: Accounts;
  let olive: string;
  let otto: string;

  const rows = (sql: string) => rowsOf(database, sql);
  const person = async (by: string, email: string, role: "owner" | "member") => {
    await invite(accounts, { by, email, role });
    return (await enrolled(accounts, await invitationToken(accounts, email), email, role)).staff.id;
  };
  const invited = async (by: string, email: string) => {
    await invite(accounts, { by, email, role: "owner" });
    return invitationToken(accounts, email);
  };
  const owners = async () => (await rows("SELECT id FROM staff WHERE role = 'owner'")).length;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    database = await place.open();
    accounts = accountsOn(database);
    olive = (await enrolled(accounts, await firstOwnerToken(accounts), "olive@desk.example")).staff.id;
    otto = await person(olive, "otto@desk.example", "owner");
  });
  afterEach(() => vi.useRealTimers());
  afterAll(() => place.dispose());

  once.each([
    ["removed", () => removePerson(accounts, { by: olive, person: otto })],
    ["demoted", () => changeRole(accounts, { by: olive, person: otto, role: "member" })],
  ])("end what somebody had invited people to as an owner who is %s, and nobody else's", async (_, end) => {
    const his = await invited(otto, "friend@desk.example");
    const hers = await invited(olive, "mia@desk.example");
    await end();
    expect((await findJoinLink(accounts, his))?.open).toBe(false);
    expect(await joinBy(accounts, his, "friend@desk.example")).toEqual({ status: "closed" });
    expect((await findJoinLink(accounts, hers))?.open).toBe(true);
    expect(await rows("SELECT email FROM staff ORDER BY email")).not.toContainEqual({ email: "friend@desk.example" });
    const waiting = "SELECT d.state AS state FROM deliveries d JOIN join_links l ON l.id = d.join_link_id";
    expect(await rows(`${waiting} WHERE l.email = 'friend@desk.example'`)).toEqual([{ state: "cancelled" }]);
    expect(await rows(`${waiting} WHERE l.email = 'mia@desk.example'`)).toEqual([{ state: "pending" }]);
    const told = "SELECT staff_id AS by, detail FROM staff_events WHERE kind = 'invitation-withdrawn'";
    expect(await rows(told)).toEqual([{ by: olive, detail: "friend@desk.example" }]);
  });

  once("stay as they are where the last owner cannot be removed or demoted", async () => {
    await removePerson(accounts, { by: olive, person: otto });
    const hers = await invited(olive, "mia@desk.example");
    expect(await removePerson(accounts, { by: olive, person: olive })).toBe("refused");
    expect(await changeRole(accounts, { by: olive, person: olive, role: "member" })).toBe("refused");
    expect((await findJoinLink(accounts, hers))?.open).toBe(true);
  });

  once("are withdrawn by owners only", async () => {
    const mia = await person(olive, "mia@desk.example", "member");
    const open = await invited(olive, "friend@desk.example");
    await withdrawInvitation(accounts, { by: mia, link: open.split(".")[0] ?? "" });
    expect((await findJoinLink(accounts, open))?.open).toBe(true);
    await withdrawInvitation(accounts, { by: otto, link: open.split(".")[0] ?? "" });
    expect((await findJoinLink(accounts, open))?.open).toBe(false);
  });

  it("leave one owner when two demote each other at once, and when one demotes who removes them", async () => {
    const second = accountsOn(place.openAgain());
    const both = await Promise.all([
      changeRole(accounts, { by: olive, person: otto, role: "member" }),
      changeRole(second, { by: otto, person: olive, role: "member" }),
    ]);
    expect(both.toSorted()).toEqual(["changed", "refused"]);
    expect(await owners()).toBe(1);
    const [left, other] = both[0] === "changed" ? [olive, otto] : [otto, olive];
    await changeRole(accounts, { by: left, person: other, role: "owner" });
    const mixed = await Promise.all([
      changeRole(accounts, { by: olive, person: otto, role: "member" }),
      removePerson(second, { by: otto, person: olive }),
    ]);
    expect(mixed.filter((answer) => answer === "refused")).toHaveLength(1);
    expect(await owners()).toBe(1);
  });

  once("leave a line in the audit trail for what was refused, once an hour for the same person and route", async () => {
    const told = "SELECT staff_id AS by, kind, detail FROM staff_events WHERE kind IN ('refused', 'limit-reached')";
    const refusal = { kind: "refused", staffId: otto, what: "POST /desk/people" } as const;
    for (let time = 0; time < 3; time += 1) await recordRefusal(accounts, refusal);
    await recordRefusal(accounts, { ...refusal, staffId: olive });
    await recordRefusal(accounts, { kind: "limit-reached", staffId: null, what: "POST /desk/sign-in" });
    await recordRefusal(accounts, { kind: "limit-reached", staffId: null, what: "POST /desk/sign-in" });
    expect(await rows(told)).toEqual([
      { by: otto, kind: "refused", detail: "POST /desk/people" },
      { by: olive, kind: "refused", detail: "POST /desk/people" },
      { by: null, kind: "limit-reached", detail: "POST /desk/sign-in" },
    ]);
    vi.setSystemTime(Date.now() + HOUR);
    await recordRefusal(accounts, refusal);
    expect(await rows(told)).toHaveLength(4);
  });
});
