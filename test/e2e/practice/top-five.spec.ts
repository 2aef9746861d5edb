import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { copied, fill, summary } from "#test/support/browser/worksheets.ts";
import { words } from "#test/support/words.ts";

const TOP_FIVE = {
  "deal-0": "Brightwell Logistics",
  "stage-0": "Proposal",
  "sentence-0": "Brightwell signs the order form by 12 May 2027.",
  "deal-1": "Marlow",
  "sentence-1": "Their board approves the spend at its meeting of 21 May 2027.",
  "deal-2": "Tarn",
  "sentence-2": "Demo done",
  "sentence-3": "Sarah signs the order form soon.",
  "deal-4": "Unwritten",
};
const tick = (page: Page, question: string, row: number) => page.locator(`[name="${question}-${row}"]`).check();

test("deals with a sentence and three ticks are counted, and copied as Markdown", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(paths.practiceSheet("top-five"));
  await fill(page, TOP_FIVE);
  await expect(summary(page)).toHaveText("0 of 5 deals are where your board says.");
  for (const question of ["act", "seen", "dated"]) await tick(page, question, 0);
  await expect(summary(page)).toHaveText("1 of 5 deals is where your board says.");
  for (const question of ["act", "seen", "dated"]) await tick(page, question, 1);
  await tick(page, "act", 3);
  await expect(summary(page)).toHaveText("2 of 5 deals are where your board says.");

  await page.getByRole("button", { name: words.practice.frame.copy }).click();
  await expect(copied(page)).toHaveText(words.pages.copy.copied);
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  const { questions } = words.practice.sheets["top-five"];
  expect(markdown).toContain(
    `# Top five deals\n\n- **Brightwell Logistics** (Proposal): Brightwell signs the order form by 12 May 2027.\n    - [x] ${questions.act}`,
  );
  expect(markdown).toContain(`- **Tarn**: Demo done\n    - [ ] ${questions.act}`);
  expect(markdown).toContain("- **Unwritten**: nothing written yet");
  await fill(page, { "stage-1": "Proposal" });
  await expect(copied(page)).toBeEmpty();
  const [written = "", formula = ""] = markdown.split(`\n\n## ${words.practice.frame.formula}\n\n`);
  expect(written.split("\n").at(-1)).toContain("2 of 5 deals");
  expect(formula.split("\n")).toEqual(words.practice.sheets["top-five"].formula.map((line) => `- ${line}`));

  expect(await barriers(page)).toEqual([]);
});

test("what is sure is said as a hint, which can be dismissed by keyboard and changes no count", async ({ page }) => {
  await page.goto(paths.practiceSheet("top-five"));
  const { hints, dismiss } = words.practice.sheets["top-five"];
  const hintsAt = (row: number) => page.locator(`[data-hints="${row}"] li`);
  await fill(page, TOP_FIVE);
  await expect(hintsAt(2)).toContainText([hints.ownAct]);
  await expect(hintsAt(0)).toHaveCount(0);
  for (const question of ["act", "seen", "dated"]) await tick(page, question, 3);
  await expect(hintsAt(3)).toContainText([hints.noDay]);
  await expect(summary(page)).toHaveText("1 of 5 deals is where your board says.");
  await tick(page, "seen", 4);
  await expect(hintsAt(4)).toContainText([hints.noSentence]);
  expect(await barriers(page)).toEqual([]);

  await page.locator('[name="dated-2"]').focus();
  await page.keyboard.press("Tab");
  await expect(hintsAt(2).getByRole("button", { name: dismiss })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(hintsAt(2)).toHaveCount(0);
  await expect(page.locator('[name="sentence-2"]')).toBeFocused();
  await page.keyboard.type(".");
  await tick(page, "dated", 2);
  // Another hint comes once typing has paused; the dismissed one stays away.
  await expect(hintsAt(2)).toContainText([hints.noDay]);
  await expect(hintsAt(2)).toHaveCount(1);
  await expect(summary(page)).toHaveText("1 of 5 deals is where your board says.");
  await page.locator('[name="sentence-3"]').fill("Sarah signs the order form on Friday.");
  await expect(hintsAt(3)).toHaveCount(0);
});
