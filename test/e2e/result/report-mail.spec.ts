import { paths } from "#src/paths.ts";
import { fill } from "#src/words/phrase.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { askForReport, mailForm, readResult } from "#test/support/browser/taking.ts";
import { completed, reportTo } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo, theMailTo } from "#test/support/server/mail.ts";
import { site, words } from "#test/support/words.ts";

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
  });
}

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
  await reportTo(server, reference, "last@firm.example");

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
