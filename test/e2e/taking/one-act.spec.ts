import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import {
  begin,
  CURRENT,
  expectLoaded,
  expectQuestion,
  heading,
  option,
  referenceIn,
  scriptIsRunning,
  tap,
} from "#test/support/browser/taking.ts";
import { completed, promptOf, questionsOf } from "#test/support/browser/visitor.ts";
import { answersOf, bank } from "#test/support/factories.ts";
import { answersKept } from "#test/support/server/database.ts";
import type { Server } from "#test/support/server/server.ts";

const E1 = answersOf("E1");
const snapshot = questionsOf("snapshot");

const answersIn = (server: Server, page: Page) => Object.keys(answersKept(server, referenceIn(page)));

/** Holds each question in the moment of its appearance until it is let go: no test waits for a clock. */
const holdArrivals = (page: Page) =>
  page.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".ask__body { animation-play-state: paused !important; }");
    document.adoptedStyleSheets = [sheet];
  });
const letArrive = (page: Page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });

/** Presses the middle of an element, whatever stands there by then. */
async function pressAt(page: Page, { x, y }: { x: number; y: number }, touch: boolean): Promise<void> {
  if (touch) await page.touchscreen.tap(x, y);
  else await page.mouse.click(x, y);
}

async function middleOf(page: Page, answer: string): Promise<{ x: number; y: number }> {
  const box = await option(page, answer).boundingBox();
  if (!box) throw new Error("The option is not on the page.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test("a double click answers one question", async ({ page, server }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  const sent = page.waitForResponse("**/answers");
  await option(page, "none").dblclick();
  await sent;
  await expectQuestion(page, "V1");
  await tap(page, ["V1"], E1);
  await expectQuestion(page, "V6");
  await expect.poll(() => answersIn(server, page)).toHaveLength(2);
});

for (const touch of [false, true])
  test(`a second ${touch ? "tap" : "click"} while a question appears answers nothing, and a later one does`, async ({
    browser,
    server,
  }) => {
    const page = await browser.newPage({ baseURL: server.url, hasTouch: touch, reducedMotion: "no-preference" });
    await holdArrivals(page);
    await begin(page, "snapshot");
    await scriptIsRunning(page);
    const [first = "", second = ""] = bank.items.find(({ id }) => id === "V1")?.options.map(({ id }) => id) ?? [];
    const press = async (answer: string) => pressAt(page, await middleOf(page, answer), touch);
    await press("none");
    await press("sheet");
    await expectQuestion(page, "c_tool");

    await letArrive(page);
    await press("none");
    await expectQuestion(page, "V1");
    await press(first);
    await press(first);
    await expectQuestion(page, "V1");

    await letArrive(page);
    await press(second);
    await expectQuestion(page, "V6");
    await expect.poll(() => answersKept(server, referenceIn(page)).V1).toBe(second);
    await page.close();
  });

test("without script, and on the questions after a Diagnostic, the page that has just come takes no tap either", async ({
  browser,
  server,
}) => {
  const reference = await completed(server, "E2");
  const page = await browser.newPage({ baseURL: server.url, javaScriptEnabled: false });
  for (const path of [paths.start("snapshot"), paths.about("diagnostic", reference, 1)]) {
    await page.goto(path);
    if (path === paths.start("snapshot")) await page.getByRole("main").getByRole("button").click();
    const form = page.locator("form:has(.opt)");
    await expect(form).toHaveCSS("animation-name", "arrive");
    await expect(form).toHaveCSS("pointer-events", "auto");
  }
  await page.close();
});

test("a key that is held answers one question", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await page.keyboard.down("1");
  for (let repeat = 0; repeat < 20; repeat += 1) await page.keyboard.down("1");
  await page.keyboard.up("1");
  await expectQuestion(page, "V1");
  await page.keyboard.press("1");
  await expectQuestion(page, "V6");

  await page.keyboard.down("b");
  await page.keyboard.down("b");
  await page.keyboard.up("b");
  await expectQuestion(page, "V1");
});

test("on a device that cannot hover no option of the next question looks chosen, and the last answer has its own look", async ({
  browser,
  server,
}) => {
  const page = await browser.newPage({ baseURL: server.url, hasTouch: true, isMobile: true });
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  const look = (answer: string) =>
    option(page, answer).evaluate((button) => {
      const { boxShadow, borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(button);
      return [boxShadow, borderTopColor, borderTopWidth, backgroundColor].join(" ");
    });
  const untouched = await look("none");
  await option(page, "none").tap();
  await expectQuestion(page, "V1");
  const options = page.locator(`${CURRENT} .opts .opt`);
  await expect(options.first()).toBeVisible();
  const looks = await options.evaluateAll((buttons) => [
    ...new Set(buttons.map((button) => getComputedStyle(button).boxShadow)),
  ]);
  expect(looks).toHaveLength(1);

  await page.goBack();
  await expectQuestion(page, "c_tool");
  await expect(option(page, "none")).toContainText("Your last answer");
  expect(await look("none")).not.toBe(untouched);
  expect(await look("sheet")).toBe(untouched);
  await page.close();
});

test("one press of Back leaves a Snapshot's result, and does not go through its questions", async ({ page }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await tap(page, snapshot, E1);
  await expect(page).toHaveURL(/\/results\//);
  await expect(heading(page)).not.toHaveText(promptOf(snapshot[0] ?? ""));

  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`${paths.start("snapshot")}$`));
});

for (const skipped of [false, true])
  test(`one press of Back leaves a Diagnostic's result, its last questions ${skipped ? "left out" : "answered"}`, async ({
    page,
  }) => {
    await begin(page, "diagnostic");
    await scriptIsRunning(page);
    await tap(page, questionsOf("diagnostic"), answersOf("E2"));
    await page
      .getByRole("link", { name: /^Change/ })
      .first()
      .click();
    await scriptIsRunning(page);
    await option(page, "crm").click();
    await expect(page).toHaveURL(/\/check#question-1$/);
    await page.getByRole("main").getByRole("button").click();
    await expectLoaded(page, /\/about\/1$/);
    for (let number = 2; !skipped && number <= 4; number += 1) {
      await page.locator(".opt").first().click();
      await expectLoaded(page, new RegExp(`/about/${number}$`));
    }
    if (skipped) await page.locator(".about__skip a").click();
    else await page.locator(".opt").first().click();
    await expect(page).toHaveURL(/\/results\//);

    await page.goBack();
    await expect(page).toHaveURL(new RegExp(`${paths.start("diagnostic")}$`));
  });
