import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import {
  begin,
  CURRENT,
  expectQuestion,
  heading,
  option,
  READY,
  scriptIsRunning,
} from "#test/support/browser/taking.ts";
import { translate } from "#test/support/browser/translate.ts";
import { promptOf, questionsOf, startAttempt } from "#test/support/browser/visitor.ts";
import { answersOf, bank } from "#test/support/factories.ts";

const labelsOf = (id: string) =>
  [...bank.items, ...bank.context].find((one) => one.id === id)?.options.map(({ label }) => label) ?? [];

/** Heading, counter, options and title all speak of this question. */
async function expectWhole(page: Page, id: string, counter: string): Promise<void> {
  await expectQuestion(page, id);
  await expect(page.locator(".mast__meta")).toHaveText(counter);
  await expect(page.locator(`${CURRENT} .opts .opt > span > span`)).toHaveText(labelsOf(id));
  await expect(page).toHaveTitle(new RegExp(`^${counter}:`));
}

for (const [instrument, example] of [
  ["snapshot", "E1"],
  ["diagnostic", "E2"],
] as const)
  test(`a page that the browser translates shows each question of the ${instrument} whole`, async ({ page }) => {
    await begin(page, instrument);
    await scriptIsRunning(page);
    const ids = questionsOf(instrument);
    for (const [place, id] of ids.slice(0, -1).entries()) {
      await expectWhole(page, id, `Question ${place + 1} of ${ids.length}`);
      await expect(page.locator(READY)).toBeAttached();
      await translate(page);
      await option(page, answersOf(example)[id] ?? "").click();
    }
    await expectWhole(page, ids.at(-1) ?? "", `Question ${ids.length} of ${ids.length}`);

    await translate(page);
    await page.goBack();
    await expectWhole(page, ids.at(-2) ?? "", `Question ${ids.length - 1} of ${ids.length}`);
    await expect(option(page, answersOf(example)[ids.at(-2) ?? ""] ?? "")).toContainText("Your last answer");
  });

test("a translated page says that the connection is gone, and that it is back", async ({ page, context }) => {
  await begin(page, "snapshot");
  await scriptIsRunning(page);
  await context.setOffline(true);
  await option(page, "none").click();
  await expect(page.getByRole("status")).toContainText("The connection is gone.");
  await translate(page);
  await option(page, "dk").click();
  await expectQuestion(page, "V6");
  await context.setOffline(false);
  await expect(page.getByRole("status")).toBeEmpty();
});

test("the Snapshot in a frame shows each question whole when the page around it is translated", async ({
  page,
  server,
}) => {
  const ids = questionsOf("snapshot");
  await page.goto(paths.embedQuestion(await startAttempt(server, "snapshot"), 1));
  await scriptIsRunning(page);
  for (const [place, id] of ids.slice(0, -1).entries()) {
    await expectWhole(page, id, `Question ${place + 1} of ${ids.length}`);
    await expect(page.locator(READY)).toBeAttached();
    await translate(page);
    await option(page, answersOf("E1")[id] ?? "").click();
  }
  await expect(heading(page)).toHaveText(promptOf(ids.at(-1) ?? ""));
});

test("a translated worksheet works out what is typed", async ({ page }) => {
  await page.goto(paths.practiceSheet("honest-pipeline"), { waitUntil: "networkidle" });
  const blanks = page.locator("[data-out]");
  // All fields in one go: a sentence that came between two of them would be of half the sheet.
  const fill = (value: string) =>
    page.locator("main input[type=text]").evaluateAll((all, typed) => {
      for (const field of all as HTMLInputElement[]) {
        field.value = typed;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }, value);
  await fill("1200");
  // The sentence of the sums comes after a pause in typing.
  await expect(page.locator('[data-out="summary"]')).not.toBeEmpty();
  const untouched = await blanks.allTextContents();
  await fill("7");
  await translate(page);
  await fill("1200");
  await expect(blanks).toHaveText(untouched);
});
