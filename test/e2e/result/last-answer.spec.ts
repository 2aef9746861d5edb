import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { expectQuestion, option, referenceIn } from "#test/support/browser/taking.ts";
import { completed, post, promptOf, questionsOf } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import { words } from "#test/support/words.ts";

const QUESTIONS = questionsOf("snapshot");
const LAST = QUESTIONS.at(-1) ?? "";

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "With JavaScript" : "Without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the last answer of a Snapshot is taken back, changed and scored anew under the same address", async ({
      page,
      server,
    }) => {
      const reference = await completed(server, "E1");
      await page.goto(paths.result(reference));
      await expect(page).toHaveTitle(/9 of 100/);
      await page.getByRole("button", { name: words.pages.result.changeLast }).click();

      await expectQuestion(page, LAST);
      expect(page.url()).toMatch(new RegExp(`${paths.question("snapshot", reference, QUESTIONS.length)}$`));
      expect((await fetch(server.url + paths.resultFacts(reference))).status).toBe(404);
      await option(page, "d").click();

      await expect(page).toHaveURL(paths.result(reference));
      expect(referenceIn(page)).toBe(reference);
      await expect(page.locator("#answers")).toContainText(promptOf(LAST));
      expect(
        rows(
          server,
          "SELECT option FROM answers JOIN assessments ON assessments.id = assessment_id WHERE reference = ? AND item = ?",
          reference,
          LAST,
        ),
      ).toEqual([{ option: "d" }]);
      await expect(page).not.toHaveTitle(/ 9 of 100/);
    });
  });

test("once something was done with the result its last answer stands, and a page says so", async ({ page, server }) => {
  const reference = await completed(server, "E1");
  await page.goto(paths.result(reference));
  await post(server, paths.sharing(reference));
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.getByRole("button", { name: words.pages.result.changeLast }).click(),
  ]);
  expect(answer.status()).toBe(409);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.pages.takenBack.title);
  await page.getByRole("link", { name: words.pages.mail.back }).click();
  await expect(page).toHaveTitle(/9 of 100/);
  await expect(page.getByRole("button", { name: words.pages.result.changeLast })).toHaveCount(0);
});

test("a result that one tab took back is erased in another, which says so as often as it is pressed", async ({
  page,
  server,
}) => {
  const reference = await completed(server, "E1");
  await page.goto(paths.erasure(reference));
  await post(server, paths.lastAnswer(reference));
  await page.getByRole("button", { name: words.pages.erase.button }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.pages.erase.doneTitle);
  expect(rows(server, "SELECT id FROM assessments WHERE reference = ?", reference)).toEqual([]);
  expect(await (await post(server, paths.erasure(reference))).text()).toContain(words.pages.erase.doneTitle);
});

test("a press that arrives twice leads to the same question twice", async ({ server }) => {
  const reference = await completed(server, "E1");
  for (let press = 0; press < 2; press += 1) {
    const { headers } = await post(server, paths.lastAnswer(reference));
    const onward = await fetch(server.url + headers.get("location"));
    expect(new URL(onward.url).pathname).toBe(paths.question("snapshot", reference, QUESTIONS.length));
  }
});
