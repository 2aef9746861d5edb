import { beforeEach, describe, expect, it, vi } from "vitest";
import { changeRole } from "#src/accounts/people/change-role.ts";
import { findJoinLink } from "#src/accounts/people/find-join-link.ts";
import { invite } from "#src/accounts/people/invite.ts";
import { removePerson } from "#src/accounts/people/remove-person.ts";
import { withdrawInvitation } from "#src/accounts/people/withdraw-invitation.ts";
import { recordRefusal } from "#src/accounts/record-refusal.ts";
import { HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { staffOn } from "#test/support/fresh/staff.ts";
import { accountsOn, enrolled, firstOwnerToken, invitationToken, joinBy } from "#test/support/staff-accounts.ts";

describe.each(databases())("Owners and their invitations: $name", (place) => {
  const { once } = place;
  const { on, rows } = staffOn(place);
  let olive: string;
  let otto: string;

  const person = async (by: string, email: string, role: "owner" | "member") => {
    await invite(on.accounts, { by, email, role });
    return (await enrolled(on.accounts, await invitationToken(on.accounts, email), email, role)).staff.id;
  };
  const invited = async (by: string, email: string) => {
    await invite(on.accounts, { by, email, role: "owner" });
    return invitationToken(on.accounts, email);
  };
  const owners = async () => (await rows("SELECT id FROM staff WHERE role = 'owner'")).length;

  beforeEach(async () => {
    olive = (await enrolled(on.accounts, await firstOwnerToken(on.accounts), "olive@desk.example")).staff.id;
    otto = await person(olive, "otto@desk.example", "owner");
  });

  once.each([
    ["removed", () => removePerson(on.accounts, { by: olive, person: otto })],
    ["demoted", () => changeRole(on.accounts, { by: olive, person: otto, role: "member" })],
  ])("end what somebody had invited people to as an owner who is %s, and nobody else's", async (_, end) => {
    const his = await invited(otto, "friend@desk.example");
    const hers = await invited(olive, "mia@desk.example");
    await end();
    expect((await findJoinLink(on.accounts, his))?.open).toBe(false);
    expect(await joinBy(on.accounts, his, "friend@desk.example")).toEqual({ status: "closed" });
    expect((await findJoinLink(on.accounts, hers))?.open).toBe(true);
    expect(await rows("SELECT email FROM staff ORDER BY email")).not.toContainEqual({ email: "friend@desk.example" });
    const waiting = "SELECT d.state AS state FROM deliveries d JOIN join_links l ON l.id = d.join_link_id";
    expect(await rows(`${waiting} WHERE l.email = 'friend@desk.example'`)).toEqual([{ state: "cancelled" }]);
    expect(await rows(`${waiting} WHERE l.email = 'mia@desk.example'`)).toEqual([{ state: "pending" }]);
    const told = "SELECT staff_id AS by, detail FROM staff_events WHERE kind = 'invitation-withdrawn'";
    expect(await rows(told)).toEqual([{ by: olive, detail: "friend@desk.example" }]);
  });

  once("stay as they are where the last owner cannot be removed or demoted", async () => {
    await removePerson(on.accounts, { by: olive, person: otto });
    const hers = await invited(olive, "mia@desk.example");
    expect(await removePerson(on.accounts, { by: olive, person: olive })).toBe("last-owner");
    expect(await changeRole(on.accounts, { by: olive, person: olive, role: "member" })).toBe("last-owner");
    expect((await findJoinLink(on.accounts, hers))?.open).toBe(true);
  });

  once("say of who is gone that they are, and of who is an owner no more that only owners may", async () => {
    await removePerson(on.accounts, { by: olive, person: otto });
    expect(await removePerson(on.accounts, { by: olive, person: otto })).toBe("gone");
    expect(await changeRole(on.accounts, { by: olive, person: otto, role: "owner" })).toBe("gone");
    const mia = await person(olive, "mia@desk.example", "member");
    expect(await removePerson(on.accounts, { by: mia, person: olive })).toBe("forbidden");
    expect(await changeRole(on.accounts, { by: mia, person: olive, role: "member" })).toBe("forbidden");
    expect(await invite(on.accounts, { by: mia, email: "olive@desk.example", role: "member" })).toBe("forbidden");
    expect(await invite(on.accounts, { by: olive, email: "mia@desk.example", role: "member" })).toBe("known");
  });

  once("are withdrawn by owners only", async () => {
    const mia = await person(olive, "mia@desk.example", "member");
    const open = await invited(olive, "friend@desk.example");
    const link = open.split(".")[0] ?? "";
    expect(await withdrawInvitation(on.accounts, { by: mia, link })).toBe("forbidden");
    expect((await findJoinLink(on.accounts, open))?.open).toBe(true);
    expect(await withdrawInvitation(on.accounts, { by: otto, link })).toBe("withdrawn");
    expect((await findJoinLink(on.accounts, open))?.open).toBe(false);
  });

  it("leave one owner when two demote each other at once, and when one demotes who removes them", async () => {
    const second = accountsOn(place.openAgain());
    const both = await Promise.all([
      changeRole(on.accounts, { by: olive, person: otto, role: "member" }),
      changeRole(second, { by: otto, person: olive, role: "member" }),
    ]);
    expect(both.toSorted()).toEqual(["changed", "forbidden"]);
    expect(await owners()).toBe(1);
    const [left, other] = both[0] === "changed" ? [olive, otto] : [otto, olive];
    await changeRole(on.accounts, { by: left, person: other, role: "owner" });
    const mixed = await Promise.all([
      changeRole(on.accounts, { by: olive, person: otto, role: "member" }),
      removePerson(second, { by: otto, person: olive }),
    ]);
    expect(mixed.filter((answer) => answer === "forbidden")).toHaveLength(1);
    expect(await owners()).toBe(1);
  });

  once("leave a line in the audit trail for what was refused, once an hour for the same person and route", async () => {
    const told = "SELECT staff_id AS by, kind, detail FROM staff_events WHERE kind IN ('refused', 'limit-reached')";
    const refusal = { kind: "refused", staffId: otto, what: "POST /desk/people" } as const;
    for (let time = 0; time < 3; time += 1) await recordRefusal(on.accounts, refusal);
    await recordRefusal(on.accounts, { ...refusal, staffId: olive });
    await recordRefusal(on.accounts, { kind: "limit-reached", staffId: null, what: "POST /desk/sign-in" });
    await recordRefusal(on.accounts, { kind: "limit-reached", staffId: null, what: "POST /desk/sign-in" });
    expect(await rows(told)).toEqual([
      { by: otto, kind: "refused", detail: "POST /desk/people" },
      { by: olive, kind: "refused", detail: "POST /desk/people" },
      { by: null, kind: "limit-reached", detail: "POST /desk/sign-in" },
    ]);
    vi.setSystemTime(Date.now() + HOUR);
    await recordRefusal(on.accounts, refusal);
    expect(await rows(told)).toHaveLength(4);
  });
});
