import { paths } from "#src/paths.ts";
import { fill } from "#src/words/phrase.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { completed, post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { words } from "#test/support/words.ts";

/** The numbers of example E2 as a person types them. */
const TYPED = { z_opps: "12", z_acv: "£15 000", z_win: "22 %", z_cycle: "60", z_open: "47", z_miss: "25" };

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "With JavaScript" : "Without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the numbers of example E2 put £52,000 to £150,000 on the page, as a new revision", async ({
      page,
      server,
    }) => {
      const reference = await completed(server, "E2");
      await page.goto(paths.result(reference));
      await page.getByText(words.pages.sizing.summary, { exact: true }).click();
      for (const [id, value] of Object.entries(TYPED)) await page.locator(`#${id}`).fill(value);
      await page.getByRole("button", { name: words.pages.sizing.button }).click();

      await expect(page).toHaveURL(`${paths.result(reference)}#cost`);
      const cost = page.locator("#cost");
      await expect(cost).toContainText("£52,000 to £150,000");
      await expect(cost).toContainText("£158,400");
      await expect(cost).toContainText("17 of 47");
      await expect(cost).toContainText("£475,200");
      await expect(page).toHaveTitle("Revenue Diagnostic: Fragmented, 27 of 100");
      const revisions = rows(
        server,
        "SELECT revision, sizing FROM results JOIN assessments ON assessments.id = assessment_id WHERE reference = ? ORDER BY revision",
        reference,
      );
      expect(revisions.map(({ revision }) => revision)).toEqual([1, 2]);
      expect(revisions[0]?.sizing).toBe("{}");
      expect(JSON.parse(String(revisions[1]?.sizing))).toEqual({
        z_opps: 12,
        z_acv: 15_000,
        z_win: 22,
        z_cycle: 60,
        z_open: 47,
        z_miss: 25,
      });
    });

    test("a number that cannot be read gets a sentence, and what was typed is still there", async ({
      page,
      server,
    }) => {
      const reference = await completed(server, "E2");
      await page.goto(paths.result(reference));
      await page.getByText(words.pages.sizing.summary, { exact: true }).click();
      await page.locator("#z_opps").fill("abc");
      await page.locator("#z_acv").fill("15 000");
      await page.locator("#z_win").fill("96");
      await page.locator("#currency").selectOption("EUR");
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === "POST"),
        page.getByRole("button", { name: words.pages.sizing.button }).click(),
      ]);

      expect(answer.status()).toBe(422);
      await expect(page.getByRole("alert")).toHaveText(
        `${words.pages.sizing.errors} New real deals per month, Share of those deals you win`,
      );
      await expect(page.locator("#z_opps")).toHaveValue("abc");
      await expect(page.locator("#z_opps")).toHaveAccessibleDescription(new RegExp(words.pages.numbers.notNumber));
      await expect(page.locator("#z_acv")).toHaveValue("15 000");
      await expect(page.locator("#z_win")).toHaveValue("96");
      const outside = fill(words.pages.sizing.outside, { min: 1, max: 95 });
      await expect(page.locator("#z_win")).toHaveAccessibleDescription(new RegExp(outside));
      await expect(page.locator("#currency")).toHaveValue("EUR");
      expect((await (await fetch(server.url + paths.resultFacts(reference))).json()).revision).toBe(1);
    });

    test("a number that may be two is asked about on the same page, beside what else is wrong", async ({
      page,
      server,
    }) => {
      const reference = await completed(server, "E2");
      await page.goto(paths.result(reference));
      await page.getByText(words.pages.sizing.summary, { exact: true }).click();
      await page.locator("#z_opps").fill("12");
      await page.locator("#z_acv").fill("15.000");
      await page.locator("#z_win").fill("22,5 percent");
      const send = page.getByRole("button", { name: words.pages.sizing.button });
      await send.click();

      await expect(page.getByRole("alert")).toHaveText(
        `${words.pages.sizing.errors} Typical first-year deal value, Share of those deals you win`,
      );
      await expect(page.locator("#z_acv")).toHaveValue("15.000");
      await expect(page.locator("#z_acv")).toHaveAccessibleDescription(/Is that 15 or 15,000\?/);
      const asked = page.getByRole("group", { name: "Is that 15 or 15,000?" });
      await expect(asked.getByRole("radio", { checked: true })).toHaveCount(0);
      if (javaScriptEnabled) expect(await barriers(page)).toEqual([]);
      await send.click();
      await expect(asked).toBeVisible();

      await asked.getByLabel("15,000, a thousand or more").check();
      await send.click();
      await expect(page.locator("#z_acv")).toHaveValue("15000");
      await expect(asked).toHaveCount(0);
      await page.locator("#z_win").fill("22,5");
      await send.click();
      await expect(page).toHaveURL(`${paths.result(reference)}#cost`);
      const [newest] = rows(
        server,
        "SELECT sizing FROM results JOIN assessments ON assessments.id = assessment_id WHERE reference = ? ORDER BY revision DESC",
        reference,
      );
      expect(JSON.parse(String(newest?.sizing))).toEqual({ z_opps: 12, z_acv: 15_000, z_win: 22.5 });
    });
  });
}

test("numbers that are sent twice make one revision", async ({ server }) => {
  const reference = await completed(server, "E2");
  await post(server, paths.sizing(reference), { ...TYPED, currency: "GBP" });
  await post(server, paths.sizing(reference), { ...TYPED, currency: "GBP" });

  expect((await (await fetch(server.url + paths.resultFacts(reference))).json()).revision).toBe(2);
});

test("twenty different sets of numbers sent at once are all kept, one after the other", async ({ server }) => {
  const reference = await completed(server, "E2");
  const sent = Array.from({ length: 20 }, (_, n) =>
    post(server, paths.sizing(reference), { z_opps: String(n + 1), z_acv: "1000", z_win: "10", currency: "GBP" }),
  );
  for (const { status } of await Promise.all(sent)) expect(status).toBe(303);

  expect((await (await fetch(server.url + paths.resultFacts(reference))).json()).revision).toBe(21);
});

test("without a known answer there is no cost, but a sentence that says why and a list of what to look up", async ({
  page,
  server,
}) => {
  const reference = await completed(server, "all unknown");
  await page.goto(paths.result(reference));

  // Method 2.0.0, section 8: a cost that is withheld asks for no numbers and leads to the unknown questions.
  await expect(page.locator("#cost")).toContainText("Nothing is known of the gap yet.");
  await page.locator("#cost").getByRole("link", { name: "Where to look" }).click();
  await expect(page.locator("#unknown").getByRole("listitem")).toHaveCount(25);
  expect(await page.content()).not.toMatch(/[£€$]\s?\d/);
  await expect(page.locator("body")).not.toContainText(/\p{Sc}/u);
});
