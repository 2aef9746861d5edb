import { paths } from "#src/paths.ts";
import { faults } from "#test/support/browser/desk-door.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { deskPost, firstOwner, signedIn, staffMember } from "#test/support/browser/staff.ts";
import { rows } from "#test/support/server/database.ts";

test("a member cannot do what only owners may, and the last owner stays", async ({ serverWith }) => {
  const server = await serverWith();
  const [owner, member] = [await firstOwner(server), await staffMember(server)];
  const before = rows(server, "SELECT * FROM staff ORDER BY id");
  const person = String(rows(server, "SELECT id FROM staff WHERE email = ?", owner.email)[0]?.id);
  const asked: Record<string, string>[] = [
    { action: "invite", email: "x@desk.example", role: "owner" },
    { action: "role", person, role: "member" },
    { action: "remove", person },
  ];
  for (const fields of asked) {
    const answer = await deskPost(server, member, paths.people, fields);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("Only owners invite people");
  }
  expect((await deskPost(server, owner, paths.people, { action: "remove", person })).status).toBe(422);
  expect(rows(server, "SELECT * FROM staff ORDER BY id")).toEqual(before);
});

test("an owner reads why nothing was done: who is gone is not called the last owner, and a choice stays", async ({
  server,
}) => {
  await firstOwner(server);
  const owner = await staffMember(server, { role: "owner" });
  for (const action of ["remove", "role"]) {
    const answer = await deskPost(server, owner, paths.people, { action, role: "owner", person: "nobody" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("This person has no account here any more.");
  }
  const invited = await deskPost(server, owner, paths.people, { action: "invite", email: "x", role: "owner" });
  expect(invited.status).toBe(422);
  expect(await invited.text()).toMatch(/<option value="owner" selected[^>]*>owner: also/);
});

for (const { width, colorScheme } of [
  { width: 390, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
] as const)
  test(`people and account are sound at ${width} pixels, ${colorScheme}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const owner = await signedIn(page, server, { name: "Otto Owner", role: "owner" });
    const email = "somebody.with.a.long.name@a-rather-long-domain.example";
    await deskPost(server, owner, paths.people, { action: "invite", email, role: "member" });
    for (const path of [paths.people, paths.account]) {
      await page.goto(path);
      expect(await faults(page), path).toEqual([]);
    }
  });

test("what is refused to a member, and a limit that is reached, stand in the audit trail", async ({ server }) => {
  const [owner, member] = [await firstOwner(server), await staffMember(server)];
  await deskPost(server, member, paths.people, { action: "invite", email: "x@desk.example", role: "owner" });
  for (let time = 0; time < 6; time += 1)
    await deskPost(server, member, paths.account, { action: "codes", password: "not the right password" });
  const told = (kind: string) =>
    rows(
      server,
      `SELECT e.detail AS what FROM staff_events e JOIN staff s ON s.id = e.staff_id WHERE s.email = ? AND e.kind = '${kind}'`,
      member.email,
    );
  expect(told("refused")).toEqual([{ what: "POST /desk/people" }]);
  expect(told("limit-reached")).toEqual([{ what: "POST /desk/account" }]);
  const page = await fetch(server.url + paths.people, { headers: { cookie: owner.cookie } });
  expect(await page.text()).toContain("limit reached");
});
