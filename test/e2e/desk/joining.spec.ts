import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { paths } from "#src/paths.ts";
import { connect, faults, giveCode, givePassword, joinDesk } from "#test/support/browser/desk-door.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { firstOwner, joinPathIn, PASSWORD } from "#test/support/browser/staff.ts";
import { theMailTo } from "#test/support/server/mail.ts";
import { nextTotp } from "#test/support/totp.ts";

const OLIVE = { name: "Olive Owner", email: "olive@desk.example" };
const MIA = { name: "Mia Member", email: "mia@desk.example" };

test("the first owner joins by the printed link, signs out and in by code and by recovery code, and invites a second person", async ({
  serverWith,
  browser,
  page,
}) => {
  const server = await serverWith();
  const link = server.url + joinPathIn(server.said.join("\n"));
  await page.goto(link);
  const { key, codes } = await joinDesk(page, link, OLIVE);
  expect(codes).toHaveLength(10);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link is closed" })).toBeVisible();

  await page.goto(server.url + paths.people);
  const old = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(server.url + paths.signIn());
  expect((await fetch(server.url + paths.people, { headers: { cookie: old } })).status).toBe(401);

  const answer = await page.goto(server.url + paths.people);
  expect(answer?.status()).toBe(401);
  await givePassword(page, OLIVE.email, "not the right password");
  await expect(page.getByRole("alert")).toContainText("do not open an account here");
  await givePassword(page, OLIVE.email);
  await giveCode(page, "000000");
  await expect(page.getByRole("alert")).toContainText("does not fit");
  await giveCode(page, nextTotp(key));
  await expect(page).toHaveURL(server.url + paths.people);

  await page.getByRole("button", { name: "Sign out" }).click();
  await givePassword(page, OLIVE.email);
  await giveCode(page, codes[3] ?? "");
  await expect(page).toHaveURL(server.url + paths.desk());
  await page.goto(server.url + paths.people);
  await page.getByLabel("E-mail address").fill(MIA.email);
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByRole("status")).toContainText("on its way");
  const { text, html, email } = await theMailTo(server, MIA.email);
  expect(html).toContain(joinPathIn(text));
  expect(`${email.subject} ${text}`).not.toMatch(/[!—]/);

  const second = await browser.newContext();
  const hers = await second.newPage();
  await joinDesk(hers, server.url + joinPathIn(text), MIA);
  await hers.goto(server.url + paths.people);
  await expect(hers.getByRole("listitem").filter({ hasText: MIA.email })).toContainText("you");
  await expect(hers.getByRole("button", { name: "Send the invitation" })).toHaveCount(0);

  await page.goto(server.url + paths.people);
  const story = await page.getByRole("region", { name: "What happened" }).innerText();
  for (const told of ["joined", "signed in", "signed out", "sign in failed", "invited", "second step enrolled"])
    expect(story).toContain(told);
  await page.getByText("Remove Mia Member", { exact: true }).first().click();
  await page.getByRole("button", { name: "Remove Mia Member" }).click();
  await expect(page.getByRole("status")).toContainText("account is gone");
  expect((await hers.goto(server.url + paths.people))?.status()).toBe(401);
  await second.close();
});

test("whoever runs the server makes another owner when none can sign in", async ({ page, server }) => {
  await firstOwner(server);
  const command = (address: string) =>
    promisify(execFile)(process.execPath, ["db/commands/owner-link.ts", address], {
      env: server.environment,
    });

  const { stdout } = await command("rescue@desk.example");
  await joinDesk(page, joinPathIn(stdout), { name: "Rita Rescue", email: "rescue@desk.example" });
  await page.goto(paths.people);
  await expect(page.getByRole("row", { name: /Rita Rescue joined rescue@desk\.example as owner/ })).toBeVisible();
  await expect(command("no address")).rejects.toMatchObject({ code: 2 });

  const again = await command("rescue@desk.example");
  await page.context().clearCookies();
  await page.goto(joinPathIn(again.stdout));
  await expect(page.getByRole("heading", { name: "Set up your account again" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByLabel(/^Password/).fill("plumbline plumbline");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("This one is too easy to guess")).toBeVisible();
  await page.getByLabel(/^Password/).fill(`  ${PASSWORD}  `);
  await page.getByRole("button", { name: "Set the password" }).click();
  const key = await connect(page);
  await page.context().clearCookies();
  await page.goto(paths.signIn());
  await givePassword(page, "rescue@desk.example");
  await expect(page.getByRole("alert")).toContainText("do not open an account here");
  await givePassword(page, "rescue@desk.example", `  ${PASSWORD}  `);
  await giveCode(page, nextTotp(key));
  await expect(page).toHaveURL(server.url + paths.desk());
});
