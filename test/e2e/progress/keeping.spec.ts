import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { heading, unfold } from "#test/support/browser/taking.ts";
import { completed, post, reportTo } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { awayFromMidnight } from "#test/support/server/midnight.ts";
import { words } from "#test/support/words.ts";

test.use({ javaScriptEnabled: false });
test.beforeEach(awayFromMidnight);

test("whoever holds the link erases an anonymous result, and its address says so afterwards", async ({
  page,
  server,
}) => {
  const reference = await completed(server, "E1");
  await page.goto(paths.result(reference));
  await unfold(page, "keep");
  await page.getByRole("link", { name: words.pages.keep.erase }).click();
  await expect(heading(page)).toHaveText(words.pages.erase.title);
  const button = page.getByRole("button", { name: words.pages.erase.button });
  // It never looks like the main button of a page, which is filled.
  await expect(button).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await button.click();
  await expect(heading(page)).toHaveText(words.pages.erase.doneTitle);

  const answer = await page.goto(paths.result(reference));
  expect(answer?.status()).toBe(404);
  await expect(heading(page)).toHaveText(words.pages.missingResult.title);
  await page.getByRole("main").getByRole("link", { name: words.pages.missingResult.again }).click();
  await expect(page).toHaveURL(paths.start("snapshot"));

  const left = rows(
    server,
    "SELECT reference FROM assessments WHERE reference = ?1 UNION SELECT reference FROM assessments WHERE carried_from = ?1",
    reference,
  );
  expect(left).toEqual([]);
  expect(rows(server, "SELECT * FROM answers WHERE assessment_id NOT IN (SELECT id FROM assessments)")).toEqual([]);
  expect((await fetch(server.url + paths.resultFacts(reference))).status).toBe(404);
});

test("the erasure page can be left without erasing", async ({ page, server }) => {
  const reference = await completed(server, "E1");
  await page.goto(paths.erasure(reference));
  await page.getByRole("link", { name: words.pages.erase.back }).click();

  await expect(page).toHaveTitle(/9 of 100/);
});

test("a result with an address attached cannot be erased by its link", async ({ page, server }) => {
  const reference = await completed(server, "E1");
  await reportTo(server, reference, "kept@firm.example");

  await page.goto(paths.result(reference));
  await unfold(page, "keep");
  await expect(page.getByText(words.pages.keep.attached)).toBeVisible();

  expect((await post(server, paths.erasure(reference))).status).toBe(422);
  await page.getByRole("link", { name: words.pages.keep.erase }).click();
  await expect(page.getByText(words.ownData.ask.lede)).toBeVisible();
  await expect(page.getByRole("button", { name: words.pages.erase.button })).toHaveCount(0);
  expect((await fetch(server.url + paths.result(reference))).status).toBe(200);
});

test("keeping a result longer changes the date on the page", async ({ page, server }) => {
  const reference = await completed(server, "E1");
  await page.goto(paths.result(reference));
  const [start = "", end = ""] = words.pages.keep.until.split("{date}");
  const until = async () => {
    const sentence = (await page.getByText(start).textContent()) ?? "";
    return Date.parse(sentence.slice(start.length, sentence.lastIndexOf(end)));
  };
  const before = await until();
  await unfold(page, "keep");
  await page.getByRole("button", { name: words.pages.keep.longer }).click();
  await expect(page).toHaveURL(`${paths.result(reference)}#keep`);

  const days = ((await until()) - before) / 86_400_000;
  expect(days).toBe(2 * 365 - 90);
});

const unknown = "abcdefghijklmnopqrstuvwx";
const NOWHERE = [
  paths.result(unknown),
  paths.report(unknown),
  paths.attempt("snapshot", unknown),
  paths.question("snapshot", unknown, 1),
  "/nothing-here",
  "/nothing-here/",
];
test("an address that leads nowhere has a page that says where to go on", async ({ page }) => {
  for (const address of NOWHERE)
    await test.step(address, async () => {
      const answer = await page.goto(address);

      expect(answer?.status()).toBe(404);
      await expect(heading(page)).toBeVisible();
      await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
    });
});
