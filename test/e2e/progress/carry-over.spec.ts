import { paths } from "#src/paths.ts";
import { fill } from "#src/words/phrase.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { expectQuestion, heading, option, referenceIn, scriptIsRunning, tap } from "#test/support/browser/taking.ts";
import { answered, completed, questionsOf, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf, asked } from "#test/support/factories.ts";
import { rows } from "#test/support/server/database.ts";
import { words } from "#test/support/words.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "With JavaScript" : "Without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the Diagnostic after a Snapshot asks 15 questions and marks what came over", async ({ page, server }) => {
      const snapshot = await completed(server, "E1");
      const fresh = questionsOf("diagnostic").filter((id) => !questionsOf("snapshot").includes(id));
      expect(fresh).toHaveLength(15);

      await page.goto(paths.result(snapshot));
      await page.getByRole("button", { name: words.pages.result.deeperButton }).click();
      await expectQuestion(page, fresh[0] ?? "");
      await expect(page.getByText("15 left; 10 came from your Snapshot.")).toBeVisible();
      await page.getByRole("link", { name: "Back", exact: true }).click();
      await expectQuestion(page, asked("V2"));
      await expect(option(page, answersOf("E1")[asked("V2")] ?? "")).toContainText("From your Snapshot");
      await page.goBack();

      await tap(page, fresh, answersOf("E2"));
      await expect(heading(page)).toHaveText(words.pages.check.title);
      await expect(page.getByText(fill(words.pages.check.carried, { count: 10 }))).toBeVisible();
      await expect(page.getByText(words.pages.check.fromSnapshot, { exact: true })).toHaveCount(10);
    });
  });
}

test("a carried answer that is changed no longer counts as carried", async ({ page, server }) => {
  const snapshot = await completed(server, "E1");
  await page.goto(paths.result(snapshot));
  await page.getByRole("button", { name: words.pages.result.deeperButton }).click();
  await expectQuestion(page, "V3");
  await scriptIsRunning(page);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await Promise.all([page.waitForResponse("**/answers"), tap(page, [asked("V2")], { [asked("V2")]: "d" })]);

  const carried = rows(
    server,
    "SELECT item FROM answers JOIN assessments ON assessments.id = assessment_id WHERE reference = ? AND carried = 1",
    referenceIn(page),
  ).map(({ item }) => item);
  expect(carried).not.toContain(asked("V2"));
  expect(carried).toContain("V1");
});

test("a Diagnostic that was started by itself has nothing carried over", async ({ page, server }) => {
  const reference = await answered(server, "diagnostic", answersOf("E2"));
  await page.goto(paths.check("diagnostic", reference));

  await expect(heading(page)).toHaveText(words.pages.check.title);
  await expect(page.getByText(words.pages.check.fromSnapshot)).toHaveCount(0);
});

test("an unfinished attempt is not at another instrument's address", async ({ page, server }) => {
  const reference = await startAttempt(server, "snapshot");
  const answer = await page.goto(paths.attempt("diagnostic", reference));
  expect(answer?.status()).toBe(404);
});
