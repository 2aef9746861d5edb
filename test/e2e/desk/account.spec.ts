import { paths } from "#src/paths.ts";
import { connect, faults, giveCode, recoveryCodesOn } from "#test/support/browser/desk-door.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { PASSWORD, signedIn } from "#test/support/browser/staff.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { nextTotp } from "#test/support/totp.ts";

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
  expect(await recoveryCodesOn(page)).not.toContain(person.recoveryCodes[0]);

  await page.getByLabel(/j and k move/).uncheck();
  await page.getByRole("button", { name: "Keep this choice" }).click();
  await expect(page.getByLabel(/j and k move/)).not.toBeChecked();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(server.url + paths.signIn());
  expect((await page.goto(server.url + paths.account))?.status()).toBe(401);
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
  const key = await connect(page);
  expect(key).not.toBe(person.key);
  await expect(page.locator(".codes code")).toHaveCount(10);

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
  await giveCode(page, "000000");
  await expect(page.getByRole("alert")).toContainText("does not fit");
  await giveCode(page, nextTotp(key));
  await expect(page).toHaveURL(server.url + paths.desk());
  expect((await fetch(server.url + link)).status).toBe(410);
});
