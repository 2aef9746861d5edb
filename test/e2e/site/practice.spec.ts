import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { SHEET_NAMES as NAMES } from "#src/words/practice.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { scriptBytes } from "#test/support/browser/script-bytes.ts";
import { words } from "#test/support/words.ts";

const summary = (page: Page) => page.locator('[data-out="summary"]');
const out = (page: Page, name: string) => page.locator(`[data-out="${name}"]`);
const markdownOf = (page: Page) => page.locator("[data-markdown]");
const fill = async (page: Page, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
};

/** Something for every field and every box of a sheet. */
async function fillEverything(page: Page): Promise<void> {
  for (const field of await page.locator("main input:not([type=checkbox]), main textarea:not([readonly])").all())
    await field.fill("1,200");
  for (const box of await page.locator("main input[type=checkbox]").all()) await box.check();
}

const TOP_FIVE = {
  "deal-0": "Brightwell Logistics",
  "stage-0": "Proposal",
  "condition-0": "Brightwell signs the order form by 12 May 2027.",
  "deal-1": "Marlow",
  "condition-1": "Their board approves the spend at its meeting of 21 May 2027.",
  "deal-2": "Tarn",
  "condition-2": "Demo done",
  "condition-3": "Sarah signs the order form by 12 May 2027.",
  "deal-4": "Unwritten",
};

test("no request leaves any worksheet, and nothing is kept, whatever is typed", async ({ page }) => {
  for (const name of NAMES) {
    await page.goto(paths.practiceSheet(name), { waitUntil: "networkidle" });
    const asked: string[] = [];
    await page.route("**/*", (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    await fillEverything(page);
    await page.getByRole("button", { name: words.practice.frame.copy }).click();
    await page.locator("main").press("Enter");
    await expect(out(page, "copied")).not.toBeEmpty();
    expect(asked, name).toEqual([]);
    expect(page.url()).toContain(paths.practiceSheet(name));
    const kept = await page.evaluate(async () => [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...(await indexedDB.databases()),
      ...(await caches.keys()),
    ]);
    expect(kept, name).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    await page.unrouteAll();
  }
});

test("without JavaScript each worksheet is one to print: fields, formula and blanks, no form, no dead button", async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const page = await context.newPage();
  for (const name of NAMES) {
    await page.goto(paths.practiceSheet(name));
    await expect(page.locator("noscript p")).toBeVisible();
    for (const line of words.practice.sheets[name].formula.filter((text) => !text.includes("{")))
      await expect(page.getByRole("listitem").filter({ hasText: line })).toBeVisible();
    expect(await page.locator("main input:visible").count()).toBeGreaterThan(3);
    await page.locator("summary", { hasText: words.practice.frame.copyLabel }).click();
    const markdown = await page.getByRole("textbox", { name: words.practice.frame.copyLabel }).inputValue();
    expect(markdown).toMatch(new RegExp(`^# ${words.practice.sheets[name].title}\n\n`));
    expect(markdown.match(/___|\[ \]/g)?.length).toBeGreaterThan(8);
    for (const line of words.practice.sheets[name].formula.filter((text) => !text.includes("{")))
      expect(markdown).toContain(`\n- ${line}`);
    await expect(page.locator("form")).toHaveCount(0);
    await expect(page.locator("button:visible")).toHaveCount(0);
    await page.emulateMedia({ media: "print" });
    await expect(page.locator("main input").first()).toBeVisible();
    await expect(page.locator(".practice__formula").first()).toBeVisible();
    await expect(page.locator(".foot")).toBeHidden();
    await page.emulateMedia({ media: "screen" });
  }
  await context.close();
});

test("the top five are counted, each rejection with its reason, and copied as Markdown", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(paths.practiceSheet("top-five"));
  await fill(page, TOP_FIVE);
  const { reasons } = words.practice.sheets["top-five"];

  await expect(summary(page)).toHaveText(
    "2 of 5 deals are where your board says. For 1 more the checks could not tell.",
  );
  await expect(out(page, "act-2")).toHaveText(`Fails. ${reasons.act.seller}`);
  await expect(out(page, "act-3")).toHaveText(`Could not tell. ${reasons.act.name}`);
  await expect(out(page, "sentence-0")).toHaveText("Holds.");
  await expect(out(page, "sentence-4")).toBeEmpty();

  await page.getByRole("button", { name: words.practice.frame.copy }).click();
  await expect(out(page, "copied")).toHaveText(words.practice.frame.copied);
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  expect(markdown).toContain(
    "# Top five deals\n\n- **Brightwell Logistics** (Proposal): Brightwell signs the order form",
  );
  expect(markdown).toContain(`    - A buyer's act: Fails. ${reasons.act.seller}`);
  expect(markdown).toContain("- **Unwritten**: nothing written yet");
  await fill(page, { "stage-1": "Proposal" });
  await expect(out(page, "copied")).toBeEmpty();
  const [written = "", formula = ""] = markdown.split(`\n\n## ${words.practice.frame.formula}\n\n`);
  expect(written.split("\n").at(-1)).toContain("2 of 5 deals");
  expect(formula.split("\n")).toEqual(words.practice.sheets["top-five"].formula.map((line) => `- ${line}`));

  expect(await barriers(page)).toEqual([]);
});

test("where the browser does not allow copying, the text lies there marked", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
  });
  await page.goto(paths.practiceSheet("handoffs"));
  await fill(page, { "owner-0": "Ana Reyes", "condition-0": "Name, contact\n\n- and source", "owner-1": "everyone" });
  await expect(summary(page)).toHaveText(
    "1 of 4 handoffs have an owner and a condition. Left to whoever notices first: 3.",
  );
  await page.getByRole("button", { name: words.practice.frame.copy }).click();
  await expect(out(page, "copied")).toHaveText(words.practice.frame.copyByHand);
  const marked = await page.evaluate(() => document.getSelection()?.toString() ?? "");
  const area = page.getByRole("textbox", { name: words.practice.frame.copyLabel });
  await expect(area).toBeFocused();
  expect(marked || (await area.inputValue())).toMatch(
    /\n- \*\*Enquiry to owner\*\*: Described\.\n.+Ana Reyes\n.+: Name, contact - and source\n- \*\*Lead to deal/,
  );
});

test("the honest pipeline and the levers do the sums of their formulas, and nonsense gets a sentence", async ({
  page,
}) => {
  await page.goto(paths.practiceSheet("honest-pipeline"));
  await fill(page, { "open-deals": "36", "silent-deals": "13", "old-deals": "8", "both-deals": "4" });
  await fill(page, { "open-value": "£540,000", "silent-value": "195 000", "old-value": "120k" });
  await fill(page, { "both-value": "60,000.00", committed: "300,000" });
  await expect(out(page, "left-deals")).toHaveText("19");
  await expect(out(page, "left-value")).toHaveText("£285,000");
  await expect(out(page, "gap")).toHaveText("£15,000");
  await expect(out(page, "share")).toHaveText("106%");
  await fill(page, { "both-deals": "" });
  await expect(out(page, "left-deals")).toHaveText("15 to 23");
  await expect(summary(page)).toHaveText(
    "Deals left: 15 to 23. Value left: £285,000. Even if all of it is won, £15,000 is missing from the number committed.",
  );
  await fill(page, { limit: "45" });
  await expect(markdownOf(page)).toHaveValue(/\n- Your age limit in days: 45\n- [^\n]+ committed [^\n]+: 300,000\n/);
  await fill(page, { "silent-deals": "many" });
  await expect(out(page, "silent-deals-fault")).toHaveText(words.practice.frame.notNumber);
  await expect(page.locator('[name="silent-deals"]')).toHaveAttribute("aria-invalid", "true");
  await fill(page, { "silent-deals": "40" });
  await expect(out(page, "left-deals")).toHaveText(words.practice.sheets["honest-pipeline"].faults.silentTooMany);

  await page.goto(paths.practiceSheet("one-lever"));
  await fill(page, {
    deals: "12",
    won: "22%",
    value: "£15,000",
    days: "76",
    customers: "40",
    yearly: "6k",
    points: "5",
  });
  await expect(out(page, "annual")).toHaveText("£475,200");
  await expect(out(page, "volume")).toHaveText("£47,520 more a year");
  await expect(out(page, "two")).toHaveText("£99,792 more a year");
  await expect(out(page, "cycle")).toHaveText("Open deals down by 3 from 30, days to a decision down by 7.6");
  await expect(out(page, "retention")).toHaveText("£12,000 more a year");
  const stages = [
    ["Discovery", "20", "8", "9", "3", "12"],
    ["Proposal", "12", "6", "14", "6", "13"],
    ["Terms", "6", "0", "5", "2", "30"],
  ];
  const fields = ["name", "reached", "ended", "middle", "shortest", "longest"];
  for (const [row, values] of stages.entries())
    await fill(page, Object.fromEntries(values.map((value, at) => [`${fields[at]}-${row}`, value])));
  await expect(out(page, "drop-1")).toHaveText("50%");
  await expect(out(page, "spread")).toHaveText("Terms");
  await expect(out(page, "constraint")).toContainText("name Proposal");
  await fill(page, { "longest-1": "" });
  await expect(out(page, "drop-1")).toHaveText("50%");
  await expect(out(page, "constraint")).toContainText("name Proposal");
  await expect(markdownOf(page)).toHaveValue(/\n- Percent of them won: 22%\n/);
  await expect(markdownOf(page)).toHaveValue(/\n- \*\*Proposal\*\*\n {4}- Reached it: 12\n {4}- Ended there: 6\n/);
  await fill(page, { won: "95" });
  await expect(summary(page)).toContainText("A tenth more wins would pass 100%.");
  await expect(page.locator("main")).not.toContainText("NaN");
});

test("away a week goes by keyboard alone", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(paths.practiceSheet("away-a-week"));
  const boxes = page.locator("main input[type=checkbox]");
  await boxes.first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await expect(boxes.nth(1)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.locator("[data-points] li")).toHaveCount(2);
  await expect(summary(page)).toContainText("2 of 14 stop: 2 single points of failure.");
  const copy = page.getByRole("button", { name: words.practice.frame.copy });
  for (let presses = 0; presses < 30; presses++) {
    if (await copy.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(out(page, "copied")).toHaveText(words.practice.frame.copied);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("- [x] A new enquiry gets");
});

test("a worksheet brings at most 12 KB of JavaScript in all", async ({ page }) => {
  for (const name of NAMES) {
    const bytes = await scriptBytes(page, paths.practiceSheet(name), async () => page.waitForLoadState("networkidle"));
    expect(bytes, name).toBeGreaterThan(0);
    expect(bytes, name).toBeLessThanOrEqual(12 * 1024);
    page.removeAllListeners("response");
  }
});
