import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import {
  begin,
  expectQuestion,
  heading,
  option,
  questionNumber,
  READY,
  readResult,
  referenceIn,
  scriptIsRunning,
  tap,
} from "#test/support/browser/taking.ts";
import { questionsOf } from "#test/support/browser/visitor.ts";
import { answersOf, asked } from "#test/support/factories.ts";
import { answersKept } from "#test/support/server/database.ts";

const E1 = answersOf("E1");
const snapshot = questionsOf("snapshot");
const lost = (page: Page) => page.getByRole("status");
const LOST = "The connection is gone.";

/** Waits until the server has this question's answer. */
const arrival = (page: Page, id: string) =>
  page.waitForResponse((response) => response.request().postData()?.includes(`"${id}"`) === true);

/** Counts the documents that the page asks the network for. */
function countDocuments(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.isNavigationRequest()) count += 1;
  });
  return () => count;
}

test("after the first question no tap asks for a document until the last", async ({ page }) => {
  await begin(page, "diagnostic");
  await scriptIsRunning(page);
  const questions = questionsOf("diagnostic");
  const documents = countDocuments(page);

  await tap(page, questions.slice(0, -1), answersOf("E2"));
  await expectQuestion(page, "R5");
  expect(documents()).toBe(0);
  expect(questionNumber(page)).toBe(26);

  await tap(page, ["R5"], answersOf("E2"));
  await expect(page).toHaveURL(/\/check$/);
  expect(documents()).toBeGreaterThan(0);
});

test("the next question is there while the answer before it is still on its way", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  await page.route("**/answers", async (route) => {
    await held;
    await route.continue();
  });

  await tap(page, snapshot.slice(0, 5), E1);
  await expectQuestion(page, snapshot[5] ?? "");

  letGo();
  await tap(page, snapshot.slice(5), E1);
  await expect(page).toHaveTitle("Revenue Visibility Snapshot: Improvised, 9 of 100");
});

test("a lost connection is shown, answers go on, and all of them arrive once it is back", async ({ page, context }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await tap(page, snapshot.slice(0, 3), E1);
  await expect(lost(page)).toBeEmpty();

  await context.setOffline(true);
  await tap(page, snapshot.slice(3, 8), E1);
  await expect(lost(page)).toContainText(LOST);
  await expectQuestion(page, snapshot[8] ?? "");

  await context.setOffline(false);
  await expect(lost(page)).toBeEmpty();
  await tap(page, snapshot.slice(8), E1);

  await expect(page).toHaveTitle("Revenue Visibility Snapshot: Improvised, 9 of 100");
  expect((await readResult(page)).verdict).toBe("No system yet. Build it in order, on paper.");
});

test("the last answer given without a connection waits for it too", async ({ page, context }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await tap(page, snapshot.slice(0, -2), E1);
  await context.setOffline(true);
  await tap(page, snapshot.slice(-2), E1);

  await expect(lost(page)).toContainText(LOST);
  await expectQuestion(page, "R2");
  await context.setOffline(false);

  await expect(page).toHaveTitle("Revenue Visibility Snapshot: Improvised, 9 of 100");
});

test("a connection lost just before the last answer leaves the visitor on the question", async ({ page, context }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await Promise.all([arrival(page, "R1"), tap(page, snapshot.slice(0, -1), E1)]);
  await expectQuestion(page, "R2");
  await context.setOffline(true);
  await option(page, E1.R2 ?? "").click();

  await expect(lost(page)).toContainText(LOST);
  await context.setOffline(false);
  await expect(page).toHaveTitle("Revenue Visibility Snapshot: Improvised, 9 of 100");
});

test("a reload in the middle shows the same question and keeps the answers", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await tap(page, snapshot.slice(0, 4), E1);
  await expectQuestion(page, snapshot[4] ?? "");

  await page.reload();
  await expectQuestion(page, snapshot[4] ?? "");
  await scriptIsRunning(page);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(option(page, E1[snapshot[3] ?? ""] ?? "")).toContainText("Your last answer");
});

test("a reload with answers on their way loses none of them", async ({ page, server }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  const reference = referenceIn(page);
  await page.route("**/answers", (route) => route.abort());
  await tap(page, snapshot.slice(0, 4), E1);
  await expect(lost(page)).toContainText(LOST);

  await page.reload();
  await expectQuestion(page, snapshot[4] ?? "");
  expect(questionNumber(page)).toBe(5);

  await page.unroute("**/answers");
  await tap(page, snapshot.slice(4), E1);
  await expect(page).toHaveTitle("Revenue Visibility Snapshot: Improvised, 9 of 100");
  expect(answersKept(server, reference)).toEqual(E1);
});

test("an attempt that was completed in another window leads to its result", async ({ page, context }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await Promise.all([arrival(page, "V1"), tap(page, snapshot.slice(0, 2), E1)]);
  const other = await context.newPage();
  await other.goto(page.url().replace(/\/\d+$/, ""));
  await tap(other, snapshot.slice(2), E1);
  await expect(other).toHaveURL(/\/results\//);

  await option(page, "dk").click();

  await expect(page).toHaveURL(other.url());
});

test("the browser's Back and Forward go through the questions without the network", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await tap(page, snapshot.slice(0, 3), E1);
  await expectQuestion(page, snapshot[3] ?? "");
  const documents = countDocuments(page);

  await page.goBack();
  await expectQuestion(page, snapshot[2] ?? "");
  await expect(option(page, E1[snapshot[2] ?? ""] ?? "")).toContainText("Your last answer");
  await page.goBack();
  await expectQuestion(page, snapshot[1] ?? "");
  await page.goForward();
  await expectQuestion(page, snapshot[2] ?? "");

  expect(documents()).toBe(0);
});

test("an answer changed on the way back is the one that counts", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await tap(page, snapshot.slice(0, 3), { ...E1, [asked("V2")]: "dk" });
  await expectQuestion(page, asked("P1"));
  await page.getByRole("link", { name: "Back", exact: true }).click();

  await tap(page, snapshot.slice(2), E1);

  await expect(page).toHaveTitle("Revenue Visibility Snapshot: Improvised, 9 of 100");
});

test("number keys answer, 0 is not sure, and b goes back", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await page.keyboard.press("2");
  await expectQuestion(page, "V1");
  await page.keyboard.press("0");
  await expectQuestion(page, asked("V2"));
  await page.keyboard.press("9");
  await expectQuestion(page, asked("V2"));

  await page.keyboard.press("b");
  await expectQuestion(page, "V1");
  await expect(option(page, "dk")).toContainText("Your last answer");
  await page.keyboard.press("B");
  await expectQuestion(page, "c_tool");
  await expect(option(page, "sheet")).toContainText("Your last answer");
});

test("keys pressed with a modifier stay the browser's own", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  // From then on a key would show its question at once.
  await expect(page.locator(READY)).toBeAttached();
  await page.keyboard.press("Control+1");
  await page.keyboard.press("Alt+2");
  await expectQuestion(page, "c_tool");
});

test("the heading of each new question has the focus, and the title names its number", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  for (const [place, id] of snapshot.slice(0, 4).entries()) {
    await expectQuestion(page, id);
    await expect(heading(page)).toBeFocused();
    await expect(page).toHaveTitle(`Question ${place + 1} of 11: Revenue Visibility Snapshot`);
    await expect(page.getByText(`Question ${place + 1} of 11`)).toBeVisible();
    await option(page, E1[id] ?? "").click();
  }
});

test("the first question can be answered before any script has arrived", async ({ page }) => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  await page.route("**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  // The page is not loaded before its script is, and that is held here.
  await page.goto(paths.start("snapshot"), { waitUntil: "commit" });
  await page.getByRole("main").getByRole("button").click({ noWaitAfter: true });
  await expectQuestion(page, "c_tool");
  await option(page, "none").click({ noWaitAfter: true });
  await expectQuestion(page, "V1");
  letGo();
});
