import type { Browser } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { ADDRESS, layerOf } from "#test/support/browser/measured.ts";
import {
  expectLoaded,
  expectQuestion,
  questionNumber,
  referenceIn,
  scriptIsRunning,
  tap,
} from "#test/support/browser/taking.ts";
import { questionsOf } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import type { startServer } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";

/** A page of a site on which nothing but the data layer is on, and what is pushed there. */
async function withDataLayer(serverWith: typeof startServer, browser: Browser) {
  const server = await serverWith({ DATA_LAYER: "true" });
  const page = await browser.newPage({ baseURL: server.url });
  return { page, pushed: await layerOf(page) };
}
const told = (name: string, fields: object = {}) => ({ event: `plumbline_${name}`, ...fields });
const snapshotTold = [
  told("start", { instrument: "snapshot" }),
  ...questionsOf("snapshot").map((_, place) => told("question", { instrument: "snapshot", number: place + 1 })),
  told("result", { instrument: "snapshot" }),
];

test("each event is said once, whatever is tapped twice, gone back to or loaded again", async ({
  serverWith,
  browser,
}) => {
  const { page, pushed } = await withDataLayer(serverWith, browser);
  const [first = "", second = ""] = questionsOf("snapshot");
  const answers = answersOf("E1");

  await page.goto(paths.start("snapshot"));
  await page.getByRole("button", { name: words.pages.start.button, exact: true }).dblclick();
  // The second click asks for the same page once more, and it is that one which stays.
  await page.waitForLoadState("networkidle");
  await scriptIsRunning(page);
  await tap(page, [first], answers);
  await expectQuestion(page, second);
  await page.goBack();
  await tap(page, [first], answers);
  await expectQuestion(page, second);
  await page.reload();
  await scriptIsRunning(page);
  await tap(page, questionsOf("snapshot").slice(1), answers);
  await expectLoaded(page, /\/results\//);
  const result = paths.result(referenceIn(page));
  await page.reload();
  await page.locator(`a[href^="${paths.method()}"]`).first().click();
  await page.goBack();
  await expect(page).toHaveURL(result);
  expect(pushed).toEqual(snapshotTold);

  const call = page.locator(`form[action="${paths.call(referenceIn(page))}"]`);
  await page.locator("summary", { hasText: words.pages.call.title }).click();
  await call.getByLabel(words.pages.mail.address).fill("someone@nowhere");
  await call.getByRole("button").click();
  await expect(page.getByText(words.pages.mail.badAddress)).toBeVisible();
  expect(pushed).toEqual(snapshotTold);
  await call.getByLabel(words.pages.mail.address).fill(ADDRESS);
  await call.getByRole("button").click();
  await expect(page.getByText(words.pages.call.sent)).toBeVisible();
  await expect.poll(() => pushed).toEqual([...snapshotTold, told("lead")]);
  await page.getByRole("link", { name: words.pages.call.back }).click();
  await expectLoaded(page, ({ pathname }) => pathname === result);

  await page.getByRole("button", { name: words.pages.result.deeperButton }).dblclick();
  await page.waitForLoadState("networkidle");
  await scriptIsRunning(page);
  await expect.poll(() => pushed.length).toBe(snapshotTold.length + 3);
  expect(pushed.slice(-2)).toEqual([
    told("start", { instrument: "diagnostic" }),
    told("question", { instrument: "diagnostic", number: questionNumber(page) }),
  ]);
  await page.context().close();
});

test("a result that was reached in a frame is said there, and not again when it is opened whole", async ({
  serverWith,
  browser,
}) => {
  const { page, pushed } = await withDataLayer(serverWith, browser);
  await page.goto(paths.embed);
  await page.getByRole("button", { name: words.pages.start.button, exact: true }).click();
  await tap(page, questionsOf("snapshot"), answersOf("E1"));
  const [whole] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link", { name: words.embed.full }).click(),
  ]);
  await expect(whole).toHaveURL(/\/results\//);
  await whole.waitForLoadState("networkidle");
  expect(pushed).toEqual(snapshotTold);
  await page.context().close();
});
