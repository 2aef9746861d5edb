import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { MINUTE, SECOND } from "#src/time.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { deskPost, firstOwner, joinPathIn, PASSWORD, signedIn, staffMember } from "#test/support/browser/staff.ts";
import { hiddenField } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo, theMailTo } from "#test/support/server/mail.ts";
import { nextTotp, totp } from "#test/support/totp.ts";

const OLIVE = { name: "Olive Owner", email: "olive@desk.example" };
const MIA = { name: "Mia Member", email: "mia@desk.example" };

/** Follows a join link to an account with both steps; returns the authenticator's key and the recovery codes. */
async function joinDesk(page: Page, link: string, { name, email }: typeof OLIVE) {
  await page.goto(link);
  expect(await faults(page)).toEqual([]);
  await page.getByLabel("Your name").fill(name);
  const address = page.getByLabel("E-mail address");
  if (await address.isEditable()) await address.fill(email);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByRole("img", { name: "The key as a QR code" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  const key = (await page.locator("code").innerText()).replaceAll(" ", "");
  await page.getByLabel("Six digits from the app").fill(totp(key, Date.now()));
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery codes" })).toBeVisible();
  return { key, codes: await page.locator(".codes code").allInnerTexts() };
}

/** What axe finds, what sticks out at the side, and buttons whose words cannot be told from their ground. */
async function faults(page: Page): Promise<string[]> {
  for (const summary of await page.locator("main summary").all()) await summary.click();
  const blind = await page
    .locator("main button")
    .evaluateAll((all) =>
      all
        .filter((one) => getComputedStyle(one).color === getComputedStyle(one).backgroundColor)
        .map((one) => one.textContent ?? ""),
    );
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  return [...(await barriers(page)), ...blind, ...(wide ? ["wider than the window"] : [])];
}

async function givePassword(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel(/Six digits/).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

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

test("a form that comes back too fast, too old or with its trap filled opens nothing", async ({ serverWith }) => {
  const server = await serverWith({ LIMIT_FORM_MIN_SECONDS: "60" });
  const nobody = { cookie: "" };
  const page = await (await fetch(server.url + paths.signIn())).text();
  const fields = { email: OLIVE.email, password: PASSWORD };
  const fast = await deskPost(server, nobody, paths.signIn(), { ...fields, time: hiddenField(page, "time") });
  const forged = await deskPost(server, nobody, paths.signIn(), { ...fields, time: "1.x" });
  for (const answer of [fast, forged]) {
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`value="${OLIVE.email}"`);
  }
  expect(rows(server, "SELECT * FROM staff_events")).toEqual([]);
});

test("an unknown address gets the same answer as a wrong password, and both run into the limit", async ({
  serverWith,
}) => {
  // A server of its own: the limit counts what one client tries, and every test here is the same client.
  const server = await serverWith();
  const known = await staffMember(server);
  const time = hiddenField(await (await fetch(server.url + paths.signIn())).text(), "time");
  const fill = (email: string) => ({ email, password: "not the right password", time });
  const bodyFor = async (email: string) => {
    const answer = await deskPost(server, { cookie: "" }, paths.signIn(), fill(email));
    return { status: answer.status, body: (await answer.text()).replaceAll(email, "[address]") };
  };
  const began = Date.now();
  const answers = [await bodyFor(known.email), await bodyFor("nobody@desk.example")];
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.status).toBe(401);
  for (let time = 2; time <= 5; time += 1) await bodyFor("nobody@desk.example");
  const limited = await deskPost(server, { cookie: "" }, paths.signIn(), fill("nobody@desk.example"));
  expect(limited.status).toBe(429);
  const wait = Number(limited.headers.get("retry-after")) * SECOND;
  expect(wait).toBeLessThanOrEqual(15 * MINUTE);
  expect(wait).toBeGreaterThanOrEqual(15 * MINUTE - (Date.now() - began));
  expect(await limited.text()).toContain(`Try again in ${Math.ceil(wait / MINUTE)} minutes.`);
});

test("a password alone opens the page for the second step and nothing else", async ({ server }) => {
  const owner = await firstOwner(server);
  await deskPost(server, owner, paths.people, { action: "invite", email: "half@desk.example", role: "member" });
  const { text } = await theMailTo(server, "half@desk.example");
  const joined = await deskPost(server, { cookie: "" }, joinPathIn(text), { name: "Half", password: PASSWORD });
  const cookie = joined.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  for (const path of [paths.people, paths.account])
    for (const method of ["GET", "POST"]) {
      const headers = { cookie, origin: server.url };
      const answer = await fetch(server.url + path, { method, headers, redirect: "manual" });
      expect(answer.headers.get("location"), `${method} ${path}`).toBe(paths.secondStep);
    }
  expect((await fetch(server.url + paths.secondStep, { headers: { cookie } })).status).toBe(200);
});

test("a member cannot do what only owners may, and the last owner stays", async ({ server }) => {
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
  if (rows(server, "SELECT id FROM staff WHERE role = 'owner'").length === 1)
    expect((await deskPost(server, owner, paths.people, { action: "remove", person })).status).toBe(422);
  expect(rows(server, "SELECT * FROM staff ORDER BY id")).toEqual(before);
});

test("somebody changes their password, makes new recovery codes and signs out everywhere", async ({ page, server }) => {
  const person = await signedIn(page, server, { name: "Carl Careful" });
  await page.goto(server.url + paths.account);
  await page.getByLabel("Current password").first().fill(PASSWORD);
  await page.getByLabel(/^New password/).fill("a new and longer password");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("status")).toContainText("Your password was changed");
  expect((await fetch(server.url + paths.account, { headers: { cookie: person.cookie } })).status).toBe(401);

  const renewing = page.locator("form").filter({ hasText: "Make new recovery codes" });
  await renewing.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make new recovery codes" }).click();
  await expect(page.getByRole("alert")).toContainText("Nothing was changed");
  await renewing.getByLabel("Current password").fill("a new and longer password");
  await page.getByRole("button", { name: "Make new recovery codes" }).click();
  const codes = await page.locator(".codes code").allInnerTexts();
  expect(codes).toHaveLength(10);
  expect(codes).not.toContain(person.recoveryCodes[0]);

  await page.getByLabel(/j and k move/).uncheck();
  await page.getByRole("button", { name: "Keep this choice" }).click();
  await expect(page.getByLabel(/j and k move/)).not.toBeChecked();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(server.url + paths.signIn());
  expect((await page.goto(server.url + paths.account))?.status()).toBe(401);
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

test("somebody replaces their authenticator, and comes in by a mailed link where strangers have used up the tries", async ({
  page,
  server,
}) => {
  const person = await signedIn(page, server, { name: "Rosa Replacing" });
  await page.goto(paths.account);
  const form = page.locator("form").filter({ hasText: "Connect another authenticator" });
  await form.getByLabel("Current password").fill(PASSWORD);
  await form.getByLabel(/Six digits from the authenticator/).fill(person.recoveryCodes[0]?.toUpperCase() ?? "");
  await page.getByRole("button", { name: "Connect another authenticator" }).click();
  await expect(page.getByRole("heading", { name: "Connect your new authenticator" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  const key = (await page.locator("code").innerText()).replaceAll(" ", "");
  expect(key).not.toBe(person.key);
  await page.getByLabel("Six digits from the app").fill(totp(key, Date.now()));
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery codes" })).toBeVisible();
  expect(await page.locator(".codes code").count()).toBe(10);

  await page.context().clearCookies();
  await page.goto(paths.signIn());
  await page.getByRole("link", { name: "Have a link mailed to you" }).click();
  expect(await faults(page)).toEqual([]);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toContainText("If this address has an account here");
  await expect.poll(async () => (await mailTo(server, person.email)).length).toBe(2);
  const texts = (await mailTo(server, person.email)).map((mail) => mail.text ?? "");
  const link = /\/desk\/sign-in\/link\/[\w.-]+/.exec(texts.join("\n"))?.[0] ?? "";
  for (let look = 0; look < 3; look += 1) expect((await fetch(server.url + link)).status).toBe(200);
  await page.goto(link);
  expect(await faults(page)).toEqual([]);
  await page.getByLabel(/Six digits/).fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("does not fit");
  await page.getByLabel(/Six digits/).fill(nextTotp(key));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(server.url + paths.desk());
  expect((await fetch(server.url + link)).status).toBe(410);
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
  const key = (await page.locator("code").innerText()).replaceAll(" ", "");
  await page.getByLabel("Six digits from the app").fill(totp(key, Date.now()));
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery codes" })).toBeVisible();
  await page.context().clearCookies();
  await page.goto(paths.signIn());
  await givePassword(page, "rescue@desk.example");
  await expect(page.getByRole("alert")).toContainText("do not open an account here");
  await givePassword(page, "rescue@desk.example", `  ${PASSWORD}  `);
  await giveCode(page, nextTotp(key));
  await expect(page).toHaveURL(server.url + paths.desk());
});
