import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import {
  back,
  begin,
  E1,
  E2,
  expectQuestion,
  heading,
  OPTIONAL,
  option,
  readResult,
  tap,
} from "#test/support/browser/taking.ts";
import { answered, completed, promptOf, questionsOf } from "#test/support/browser/visitor.ts";
import { answersOf, asked } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

test.describe("With JavaScript", () => {
  test("the home page leads to both start pages", async ({ page }) => {
    for (const instrument of ["snapshot", "diagnostic"] as const) {
      await page.goto(paths.home);
      await page
        .getByRole("article")
        .locator(`a[href="${paths.start(instrument)}"]`)
        .click();
      await expect(page).toHaveURL(`${paths.start(instrument)}?landing_path=%2F`);
      await expect(page.getByRole("button", { name: words.pages.start.button, exact: true })).toBeVisible();
    }
  });

  test("the Snapshot leads in eleven taps to the result of example E1", async ({ page }) => {
    await begin(page, "snapshot");
    await tap(page, questionsOf("snapshot"), answersOf("E1"));

    await expect(page).toHaveURL(/\/results\/[\w-]{22,}$/);
    await expect(page).toHaveTitle("Revenue Visibility Snapshot: Improvised, 9 of 100");
    expect(await readResult(page)).toEqual(E1);
    const main = page.getByRole("main");
    await expect(main).toContainText("Likely between 0 and 30");
    await expect(main).toContainText("9 of 10 known");
    await expect(main.locator("#dominant")).toContainText("Pipeline Integrity is the lowest");
  });

  test("the Diagnostic leads past its check page to the result of example E2", async ({ page }) => {
    await begin(page, "diagnostic");
    await tap(page, questionsOf("diagnostic"), answersOf("E2"));

    await expect(page).toHaveURL(/\/check$/);
    await expect(heading(page)).toHaveText(words.pages.check.title);
    await expect(page.getByRole("main").getByRole("link", { name: words.pages.check.change })).toHaveCount(26);
    await page.getByRole("button", { name: words.pages.check.button }).click();
    await expect(page).toHaveURL(/\/about\/1$/);
    await page.getByRole("link", { name: words.pages.about.skip }).click();

    await expect(page).toHaveTitle("Revenue Diagnostic: Fragmented, 27 of 100");
    expect(await readResult(page)).toEqual(E2);
    const main = page.getByRole("main");
    await expect(main).toContainText("Likely between 22 and 32");
    await expect(main).toContainText("all 25 known");
    await expect(main.locator("#dominant")).toHaveText("Your dominant failure layer is Pipeline Integrity.");
    await expect(main.locator("#cost")).toContainText("About 11% to 32%");
  });

  test("a changed answer comes straight back to its place on the check page, and counts", async ({ page, server }) => {
    const reference = await answered(server, "diagnostic", { ...answersOf("E2"), V1: "a" });
    await page.goto(paths.check("diagnostic", reference));

    await page.getByRole("link", { name: promptOf("V1") }).click();
    await expectQuestion(page, "V1");
    await option(page, answersOf("E2").V1 ?? "").click();

    await expect(heading(page)).toHaveText(words.pages.check.title);
    await expect(page.locator(".answers__row:target")).toContainText(promptOf("V1"));
    await page.getByRole("button", { name: words.pages.check.button }).click();
    await page.getByRole("link", { name: words.pages.about.skip }).click();
    await expect(page).toHaveTitle("Revenue Diagnostic: Fragmented, 27 of 100");
  });

  test("a question opened from the check page can be left without an answer", async ({ page, server }) => {
    const reference = await answered(server, "diagnostic", answersOf("E2"));
    await page.goto(paths.check("diagnostic", reference));

    await page.getByRole("link", { name: promptOf("L3") }).click();
    await expectQuestion(page, "L3");
    await page.getByRole("link", { name: "Back to your answers" }).click();

    await expect(heading(page)).toHaveText(words.pages.check.title);
    await expect(page.locator(".answers__row:target")).toContainText(promptOf("L3"));
    await expect(page.locator(".answers__row:target")).toBeInViewport();
  });

  test("the four optional questions can be answered, and change no score", async ({ page, server }) => {
    const reference = await answered(server, "diagnostic", answersOf("E2"));
    await page.goto(paths.check("diagnostic", reference));
    await page.getByRole("button", { name: words.pages.check.button }).click();

    await tap(page, Object.keys(OPTIONAL), OPTIONAL);

    await expect(page).toHaveTitle("Revenue Diagnostic: Fragmented, 27 of 100");
  });

  test("Back leads to the question before, with its answer marked", back);

  test("the address of an attempt leads back to its first open question", async ({ page }) => {
    await begin(page, "snapshot");
    await tap(page, ["c_tool", "V1", asked("V2")], answersOf("E1"));
    await expectQuestion(page, asked("P1"));
    const address = page.url().replace(/\/\d+$/, "");

    await page.goto(paths.home);
    await page.goto(address);

    await expectQuestion(page, asked("P1"));
  });

  test("a completed attempt leads to its result from every one of its addresses", async ({ page, server }) => {
    const reference = await completed(server, "E1");
    const attempt = paths.attempt("snapshot", reference);

    for (const address of [attempt, `${attempt}/1`, `${attempt}/11`]) {
      await page.goto(address);
      await expect(page).toHaveURL(paths.result(reference));
    }
  });
});
