import { readFileSync } from "node:fs";
import { paths } from "#src/paths.ts";
import { fill } from "#src/words/phrase.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { newLinkTo } from "#test/support/browser/founder.ts";
import { askForReport, heading } from "#test/support/browser/taking.ts";
import { completed, post, reportTo } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { site, words } from "#test/support/words.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "With JavaScript" : "Without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the link for those who never asked does nothing until its button is pressed, and works once", async ({
      page,
      server,
    }) => {
      const address = `not-me-${javaScriptEnabled}@firm.example`;
      const reference = await completed(server, "E1");
      await page.goto(paths.result(reference));
      await askForReport(page, address);
      const link = await newLinkTo(server, address, "not-you");
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
      await expect(page.getByRole("main").getByRole("link", { name: words.pages.missing.home })).toBeVisible();
      expect(leads()).toEqual([]);
      expect(attached()).toEqual([]);

      await page.goto(link);
      await page.getByRole("button", { name: words.pages.notYou.button }).click();
      await expect(heading(page)).toHaveText(words.pages.notYou.staleTitle);

      await reportTo(server, reference, address);
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
  await reportTo(server, reference, address);
  const link = await newLinkTo(server, address, "not-you");
  await page.goto(link);
  await page.getByRole("button", { name: words.pages.notYou.button }).click();
  await expect(heading(page)).toHaveText(words.pages.notYou.doneTitle);

  for (const file of [server.databaseFile, `${server.databaseFile}-wal`])
    expect(readFileSync(file).includes(address), file).toBe(false);
  expect(JSON.stringify(server.log)).not.toContain(address);
});

test('a mailbox that said "not you" is asked once, its page changes nothing until its button is pressed, and then mail comes', async ({
  page,
  server,
}) => {
  const address = "listed@firm.example";
  const ask = async () => {
    const reference = await completed(server, "E2");
    return reportTo(server, reference, address);
  };
  await ask();
  const notYou = new URL(await newLinkTo(server, address, "not-you")).pathname;
  expect((await post(server, notYou)).status).toBe(200);

  const answers = [await ask(), await ask()];
  const other = await completed(server, "E2");
  const usual = await reportTo(server, other, "unlisted@firm.example");
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
