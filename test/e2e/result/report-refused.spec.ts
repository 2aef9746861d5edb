import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { askForReport, mailForm } from "#test/support/browser/taking.ts";
import { completed, post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo, theMailTo } from "#test/support/server/mail.ts";
import { site, words } from "#test/support/words.ts";

test("a form that comes back faster than a person types is shown again, filled in", async ({ page, serverWith }) => {
  const server = await serverWith({ LIMIT_FORM_MIN_SECONDS: "3600" });
  const reference = await completed(server, "E1");
  await page.goto(server.url + paths.result(reference));
  const form = mailForm(page);
  await form.getByLabel(words.pages.mail.address).fill("quick@firm.example");
  await form.getByText(words.pages.mail.whoAndFirm).click();
  await form.getByLabel(words.pages.mail.name).fill("Ann Quick");
  await form.getByLabel(words.pages.mail.firm).fill("Quick & Sons");
  await form.getByLabel("Your role?").selectOption("founder");
  await form.getByLabel(site.consent.followUp.text).check();
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    form.getByRole("button", { name: words.pages.mail.button }).click(),
  ]);

  expect(answer.status()).toBe(422);
  await expect(page.getByRole("alert")).toHaveText(`${words.pages.mail.tooFast} ${words.pages.mail.address}`);
  await expect(form.getByLabel(words.pages.mail.address)).toHaveValue("quick@firm.example");
  await expect(form.getByLabel(words.pages.mail.name)).toHaveValue("Ann Quick");
  await expect(form.getByLabel(words.pages.mail.firm)).toHaveValue("Quick & Sons");
  await expect(form.getByLabel("Your role?")).toHaveValue("founder");
  await expect(form.getByLabel(site.consent.followUp.text)).toBeChecked();
  expect(rows(server, "SELECT id FROM leads")).toEqual([]);
});

test("a form with a forged time is shown again", async ({ server }) => {
  const reference = await completed(server, "E1");
  const answer = await post(server, paths.report(reference), { time: "kzzzzzzz.forged", email: "forged@firm.example" });

  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain(words.pages.mail.tooOld);
});

test("a hidden field that was filled in shows the form again with a sentence, keeps nothing, and is empty then", async ({
  page,
  server,
}) => {
  const reference = await completed(server, "E1");
  await page.goto(paths.result(reference));
  await expect(mailForm(page).locator('[name="website"]')).not.toBeInViewport();
  await mailForm(page)
    .locator('[name="website"]')
    .evaluate((field: HTMLInputElement) => {
      field.value = "https://spam.example";
    });
  await askForReport(page, "trapped@firm.example");

  await expect(page.getByRole("alert")).toHaveText(`${words.pages.mail.filled} ${words.pages.mail.address}`);
  expect(rows(server, "SELECT id FROM leads WHERE address = 'trapped@firm.example'")).toEqual([]);
  expect(await mailTo(server, "trapped@firm.example")).toEqual([]);

  await mailForm(page).getByRole("button", { name: words.pages.mail.button }).click();
  await expect(page.getByText(words.pages.mail.sent)).toBeVisible();
  await theMailTo(server, "trapped@firm.example");
});

test("an address that is none gets a sentence, and the form keeps what was typed", async ({ page, server }) => {
  const reference = await completed(server, "E1");
  await page.goto(paths.result(reference));
  await askForReport(page, "someone@nowhere");

  await expect(page.getByRole("alert")).toHaveText(`${words.pages.mail.badAddress} ${words.pages.mail.address}`);
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(`^${words.pages.refused.title} `));
  await page.getByRole("alert").getByRole("link", { name: words.pages.mail.address }).click();
  await expect(mailForm(page).getByLabel(words.pages.mail.address)).toBeFocused();
  await expect(mailForm(page).getByLabel(words.pages.mail.address)).toHaveValue("someone@nowhere");
});

test("the fourth report to one mailbox in a day is refused with a page that says when to try again", async ({
  page,
  serverWith,
}) => {
  const server = await serverWith({ LIMIT_REPORTS_PER_MAILBOX_PER_DAY: "3" });
  for (let times = 1; times <= 4; times += 1) {
    const reference = await completed(server, "E1");
    await page.goto(server.url + paths.result(reference));
    await askForReport(page, "eager@firm.example");
    if (times < 4) await expect(page.getByText(words.pages.mail.sent)).toBeVisible();
  }

  const [before = ""] = words.pages.mail.limitMailbox.split("{when}");
  await expect(page.getByRole("alert")).toContainText(before);
  await expect(page.getByRole("alert")).toContainText("24 hours");
});
