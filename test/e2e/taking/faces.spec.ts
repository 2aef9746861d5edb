import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { begin, expectQuestion, heading, option, scriptIsRunning } from "#test/support/browser/taking.ts";
import { startAttempt } from "#test/support/browser/visitor.ts";
import { site } from "#test/support/words.ts";

const face = (page: Page) => heading(page).evaluate((one) => getComputedStyle(one).fontFamily.replaceAll('"', ""));
/** Both faces have come: nothing is loading, and no stand-in counts. */
const facesCome = (page: Page) =>
  page.evaluate(
    () => [...document.fonts].filter(({ family, status }) => status === "loaded" && !/fallback/.test(family)).length,
  );

test("the question that came first keeps its letters, and the next one wears the site's face", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await expect.poll(() => facesCome(page)).toBe(2);
  expect((await face(page)).split(",")[0]).toContain(" fallback: ");

  await option(page, "none").click();
  await expectQuestion(page, "V1");
  expect((await face(page)).split(",")[0]).toMatch(new RegExp(`^${site.faces.display.name}-\\w+$`));
});

test.describe("Without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("every question wears the site's face", async ({ page, server }) => {
    await page.goto(paths.question("snapshot", await startAttempt(server, "snapshot"), 1));
    expect((await face(page)).split(",")[0]).toMatch(new RegExp(`^${site.faces.display.name}-\\w+$`));
  });
});
