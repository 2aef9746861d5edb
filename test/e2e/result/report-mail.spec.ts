import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { fill } from "#src/words/phrase.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { heading, readResult } from "#test/support/browser/taking.ts";
import { completed, formTime, post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo, theMailTo } from "#test/support/server/mail.ts";
import { site, words } from "#test/support/words.ts";

const mailForm = (page: Page): Locator => page.locator("#mail");

/** Fills the form on the result page in and sends it. */
async function askForReport(page: Page, address: string): Promise<void> {
  await mailForm(page).getByLabel(words.pages.mail.address).fill(address);
  await mailForm(page).getByRole("button", { name: words.pages.mail.button }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "With JavaScript" : "Without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the report that arrives says what the page says, and its link leads back to it", async ({ page, server }) => {
      const address = `report-${javaScriptEnabled}@firm.example`;
      const reference = await completed(server, "E2");
      await page.goto(paths.result(reference));
      const shown = await readResult(page);
      const title = await page.title();
      await askForReport(page, address);

      await expect(page).toHaveURL(/\?sent=\w+$/);
      await expect(page.getByText(words.pages.mail.sent)).toBeVisible();
      // To whoever typed it, once: the link alone says nothing of it.
      await expect(page.getByText(fill(words.pages.sentTo.typed, { address }))).toBeVisible();
      await page.reload();
      expect(await page.content()).not.toContain(address);

      const { text, html, email } = await theMailTo(server, address);
      expect(email.from?.address).toBe(site.sender.address);
      expect(email.replyTo?.[0]?.address).toBe(site.sender.replyTo);
      expect(shown.verdict).toBe("You have a tool, not yet a system.");
      expect(text).toContain(shown.verdict);
      for (const line of [
        "27 of 100: Fragmented. Likely between 22 and 32.",
        "Revenue Visibility: 40, Failing.",
        "Pipeline Integrity: 15, Missing.",
        "Velocity and Flow: 30, Failing.",
        "Learning Loops: 35, Failing.",
        "System Resilience: 40, Failing.",
        "Your dominant failure layer is Pipeline Integrity.",
      ])
        expect(text).toContain(line);
      expect(text).toContain(words.pages.mailWords.anyone);
      const link = `${server.url}${paths.result(reference)}`;
      expect(text).toContain(link);
      expect(html).toContain(`href="${link}"`);
      await page.setContent(html);
      for (const said of [shown.verdict, "Fragmented", "27", "Pipeline Integrity", "15"])
        await expect(page.locator("body")).toContainText(said);
      await page.locator(`a[href="${link}"]`).first().click();
      await expect(page).toHaveURL(link);
      await expect(page).toHaveTitle(title);
    });

    test("the link for those who never asked does nothing until its button is pressed, and works once", async ({
      page,
      server,
    }) => {
      const address = `not-me-${javaScriptEnabled}@firm.example`;
      const reference = await completed(server, "E1");
      await page.goto(paths.result(reference));
      await askForReport(page, address);
      const { text } = await theMailTo(server, address);
      const link = /http\S+\/not-you\/\S+/.exec(text)?.[0] ?? "";
      const leads = () => rows(server, "SELECT id FROM leads WHERE address = ?", address);
      const attached = () =>
        rows(
          server,
          "SELECT lead_id FROM attachments JOIN assessments ON assessments.id = assessment_id WHERE reference = ?",
          reference,
        );

      for (let opened = 1; opened <= 5; opened += 1) {
        expect((await fetch(link)).status).toBe(200);
        expect((await fetch(link, { method: "HEAD" })).status).toBe(200);
      }
      expect(leads()).toHaveLength(1);
      await page.goto(link);
      await expect(heading(page)).toHaveText(words.pages.notYou.title);
      expect(await page.content()).not.toContain(address);
      await page.getByRole("button", { name: words.pages.notYou.button }).click();
      await expect(heading(page)).toHaveText(words.pages.notYou.doneTitle);
      expect(leads()).toEqual([]);
      expect(attached()).toEqual([]);

      await page.goto(link);
      await page.getByRole("button", { name: words.pages.notYou.button }).click();
      await expect(heading(page)).toHaveText(words.pages.notYou.staleTitle);

      const time = await formTime(server, reference);
      await post(server, paths.report(reference), { time, email: address });
      expect(leads()).toEqual([]);
      // The first message went with the address, and no report was written again: its mailbox is asked first.
      const subject = fill(words.access.wasThisYouMail.subject, { site: site.name });
      await expect.poll(async () => (await mailTo(server, address)).map((mail) => mail.subject)).toEqual([subject]);
    });
  });
}

test("an address that was taken off is nowhere in the database file or its log", async ({ page, server }) => {
  const address = "taken-off-entirely@firm.example";
  const reference = await completed(server, "E1");
  const time = await formTime(server, reference);
  await post(server, paths.report(reference), { time, email: address });
  const { text } = await theMailTo(server, address);
  const link = /http\S+\/not-you\/\S+/.exec(text)?.[0] ?? "";
  await page.goto(link);
  await page.getByRole("button", { name: words.pages.notYou.button }).click();
  await expect(heading(page)).toHaveText(words.pages.notYou.doneTitle);

  for (const file of [server.databaseFile, `${server.databaseFile}-wal`])
    expect(readFileSync(file).includes(address), file).toBe(false);
  expect(JSON.stringify(server.log)).not.toContain(address);
});

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

test("a second address on the same result gets a mail of its own, and neither sees the other", async ({
  page,
  server,
}) => {
  const reference = await completed(server, "E2");
  const result = paths.result(reference);
  for (const address of ["first@firm.example", "second@firm.example"]) {
    await page.goto(result);
    await askForReport(page, address);
    await expect(page.getByText(words.pages.mail.sent)).toBeVisible();
  }

  const [first, second] = await Promise.all(
    ["first@firm.example", "second@firm.example"].map((address) => theMailTo(server, address)),
  );
  expect(JSON.stringify(first)).not.toContain("second@firm.example");
  expect(JSON.stringify(second)).not.toContain("first@firm.example");
  await page.goto(result);
  expect(await page.content()).not.toMatch(/(first|second)@firm\.example/);
});

test("asking again for the same report sends no second mail", async ({ page, server }) => {
  const reference = await completed(server, "E2");
  for (let times = 1; times <= 2; times += 1) {
    await page.goto(paths.result(reference));
    await askForReport(page, "again@firm.example");
    await expect(page.getByText(words.pages.mail.sent)).toBeVisible();
  }
  await post(server, paths.report(reference), { time: await formTime(server, reference), email: "last@firm.example" });

  await theMailTo(server, "last@firm.example");
  expect(await mailTo(server, "again@firm.example")).toHaveLength(1);
});

test("the follow-up box is unticked, and only ticking it makes that consent", async ({ page, server }) => {
  const reference = await completed(server, "E2");
  const purposes = (address: string) =>
    rows(
      server,
      "SELECT purpose FROM consents JOIN leads ON leads.id = lead_id WHERE address = ? ORDER BY purpose",
      address,
    ).map(({ purpose }) => purpose);
  await page.goto(paths.result(reference));
  await expect(mailForm(page).getByLabel(site.consent.followUp.text)).not.toBeChecked();
  await askForReport(page, "unticked@firm.example");
  await expect(page.getByText(words.pages.mail.sent)).toBeVisible();
  await page.goto(paths.result(reference));
  await mailForm(page).getByLabel(site.consent.followUp.text).check();
  await askForReport(page, "ticked@firm.example");
  await expect(page.getByText(words.pages.mail.sent)).toBeVisible();

  expect(purposes("unticked@firm.example")).toEqual(["report"]);
  expect(purposes("ticked@firm.example")).toEqual(["follow-up", "report"]);
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

test('a mailbox that said "not you" is asked once, its page changes nothing until its button is pressed, and then mail comes', async ({
  page,
  server,
}) => {
  const address = "listed@firm.example";
  const ask = async () => {
    const reference = await completed(server, "E2");
    return post(server, paths.report(reference), { time: await formTime(server, reference), email: address });
  };
  await ask();
  const notYou = /http\S+(\/not-you\/\S+)/.exec((await theMailTo(server, address)).text)?.[1] ?? "";
  expect((await post(server, notYou)).status).toBe(200);

  const answers = [await ask(), await ask()];
  const other = await completed(server, "E2");
  const time = await formTime(server, other);
  const usual = await post(server, paths.report(other), { time, email: "unlisted@firm.example" });
  for (const { status } of answers) expect(status).toBe(usual.status);
  await expect.poll(async () => (await mailTo(server, address)).length).toBe(1);
  const [question] = await mailTo(server, address);
  expect(question?.subject).toBe(fill(words.access.wasThisYouMail.subject, { site: site.name }));
  expect(rows(server, "SELECT id FROM leads WHERE address = ?", address)).toEqual([]);
  const link = /http\S+(\/was-this-you\/\S+)/.exec(question?.text ?? "")?.[1] ?? "";
  for (const method of ["GET", "HEAD", "GET"]) expect((await fetch(server.url + link, { method })).status).toBe(200);
  expect((await fetch(`${server.url}${link.slice(0, -1)}`)).status).toBe(404);
  await ask();
  expect(rows(server, "SELECT id FROM leads WHERE address = ?", address)).toEqual([]);

  await page.goto(link);
  await expect(heading(page)).toHaveText(words.access.wasThisYou.title);
  await page.getByRole("button", { name: words.access.wasThisYou.button }).click();
  await expect(heading(page)).toHaveText(words.access.wasThisYou.doneTitle);
  // What was asked for before is sent no more; what is asked for now is.
  expect(await mailTo(server, address)).toHaveLength(1);
  expect((await ask()).status).toBe(303);
  await expect.poll(async () => (await mailTo(server, address)).length).toBe(2);
  expect(rows(server, "SELECT id FROM leads WHERE address = ?", address)).toHaveLength(1);
});
