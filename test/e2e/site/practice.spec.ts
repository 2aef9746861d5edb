import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { SHEET_NAMES as NAMES } from "#src/words/practice.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { scriptBytes } from "#test/support/browser/script-bytes.ts";
import { words } from "#test/support/words.ts";

const summary = (page: Page) => page.locator('[data-out="summary"]');
/** What a press on "copy" came to. */
const copied = (page: Page) => page.locator("[data-copy] [role=status]");
const out = (page: Page, name: string) => page.locator(`[data-out="${name}"]`);
const markdownOf = (page: Page) => page.locator("[data-markdown]");
const fill = async (page: Page, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
};

/** Something for every field and every box of a sheet, with the events that typing makes. */
async function fillEverything(page: Page): Promise<void> {
  await page.locator("main input, main textarea:not([readonly])").evaluateAll((fields) => {
    for (const field of fields as HTMLInputElement[]) {
      if (field.type === "checkbox") {
        if (!field.checked) field.click();
        continue;
      }
      field.value = "1,200";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}

/** What stands in every field and box of a sheet, by name. */
const everything = (page: Page) =>
  page
    .locator("main input, main textarea:not([readonly])")
    .evaluateAll((fields) =>
      (fields as HTMLInputElement[]).map(({ name, type, value, checked }) => [
        name,
        type === "checkbox" ? checked : value,
      ]),
    );

test("no request leaves any worksheet, and only this tab keeps it, whatever is typed", async ({ page }) => {
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
    await expect(copied(page)).not.toBeEmpty();
    expect(asked, name).toEqual([]);
    expect(page.url()).toContain(paths.practiceSheet(name));
    const kept = await page.evaluate(async () => [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...(await indexedDB.databases()),
      ...(await caches.keys()),
    ]);
    expect(kept, name).toEqual([paths.practiceSheet(name)]);
    expect(await page.context().cookies()).toEqual([]);
    await page.unrouteAll();
    await page.evaluate(() => sessionStorage.clear());
  }
});

test("every worksheet survives a reload, stays in its tab, and is gone when it is cleared", async ({
  page,
  context,
}) => {
  for (const name of NAMES) {
    await page.goto(paths.practiceSheet(name));
    await fillEverything(page);
    const [before, said] = [await everything(page), await markdownOf(page).inputValue()];
    expect(before.length, name).toBeGreaterThan(3);
    await page.reload();
    await expect(markdownOf(page)).toHaveValue(said);
    expect(await everything(page), name).toEqual(before);

    const other = await context.newPage();
    await other.goto(paths.practiceSheet(name));
    const blank = await everything(other);
    expect(
      blank.filter(([, value]) => value),
      name,
    ).toEqual([]);
    await other.close();

    page.once("dialog", (dialog) => dialog.dismiss());
    await page.getByRole("button", { name: words.practice.frame.clear }).click();
    expect(await everything(page), name).toEqual(before);
    page.once("dialog", (dialog) => dialog.accept());
    await page.getByRole("button", { name: words.practice.frame.clear }).click();
    expect(await everything(page), name).toEqual(blank);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  }
});

test("a worksheet works where the browser keeps nothing, or keeps what is no sheet", async ({ page }) => {
  await page.addInitScript(() => {
    sessionStorage.setItem(location.pathname, "{not a sheet");
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.goto(paths.practiceSheet("honest-pipeline"));
  await fill(page, { "open-deals": "36", "silent-deals": "13", "old-deals": "8", "both-deals": "4" });
  await expect(out(page, "left-deals")).toHaveText("19");
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
  await expect(summary(page)).toHaveText("1 of 5 deals is where your board says.");
  await expect(hintsAt(2)).toHaveCount(0);
  await page.locator('[name="sentence-3"]').fill("Sarah signs the order form on Friday.");
  await expect(hintsAt(3)).toHaveCount(0);
});

test("a sheet is shared where the device can, and no button for it stands where it cannot", async ({ page }) => {
  const share = page.getByRole("button", { name: words.pages.copy.share });
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "share"));
  await page.goto(paths.practiceSheet("handoffs"));
  await expect(page.getByRole("button", { name: words.practice.frame.copy })).toBeVisible();
  await expect(share).toBeHidden();
  await page.addInitScript(() => {
    const shared: ShareData[] = [];
    Object.assign(window, { shared });
    Object.defineProperty(navigator, "share", { value: async (data: ShareData) => shared.push(data) });
  });
  await page.goto(paths.practiceSheet("handoffs"));
  await fill(page, { "owner-0": "Ana Reyes" });
  await share.click();
  const [shared] = await page.evaluate(() => (window as unknown as { shared: ShareData[] }).shared);
  expect(shared?.text).toBe(await markdownOf(page).inputValue());
  expect(shared?.text).toContain("Ana Reyes");
});

test("no field of a worksheet is smaller than 16 px, so that no phone zooms in on it", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const name of NAMES) {
    await page.goto(paths.practiceSheet(name));
    const sizes = await page
      .locator("main input:not([type=checkbox]), main textarea")
      .evaluateAll((fields) => fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)));
    expect(Math.min(...sizes), name).toBeGreaterThanOrEqual(16);
  }
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
  await expect(copied(page)).toHaveText(words.pages.copy.byHand);
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
  await fill(page, { "open-value": "£540 000", "silent-value": "195'000", "old-value": "120k" });
  await fill(page, { "both-value": "60.000,00", committed: "300000" });
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
  await expect(markdownOf(page)).toHaveValue(/\n- Your age limit in days: 45\n- [^\n]+ committed [^\n]+: 300000\n/);
  await expect(out(page, "bar-left")).toHaveText("£285,000");
  await fill(page, { "silent-deals": "many" });
  await expect(out(page, "silent-deals-fault")).toHaveText(words.pages.numbers.notNumber);
  await expect(page.locator('[name="silent-deals"]')).toHaveAttribute("aria-invalid", "true");
  await fill(page, { "silent-deals": "40" });
  await expect(out(page, "left-deals")).toHaveText(words.practice.sheets["honest-pipeline"].faults.silentTooMany);

  await page.goto(paths.practiceSheet("one-lever"));
  await fill(page, {
    deals: "12",
    won: "22%",
    value: "£15000",
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

test("a number that may be two is asked about beside its field and never guessed", async ({ page }) => {
  await page.goto(paths.practiceSheet("one-lever"));
  await fill(page, { deals: "12", won: "22", value: "15.000" });
  await expect(out(page, "value-fault")).toHaveText("Is that 15 or 15,000?");
  await expect(page.locator('[name="value"]')).toHaveAccessibleDescription(/Is that 15 or 15,000\?/);
  await expect(page.locator('[name="value"]')).toHaveAttribute("aria-invalid", "true");
  await expect(out(page, "annual")).toBeEmpty();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("button", { name: "15,000, a thousand or more" }).click();
  await expect(page.locator('[name="value"]')).toHaveValue("15000");
  await expect(page.locator('[name="value"]')).toBeFocused();
  await expect(out(page, "value-fault")).toBeEmpty();
  await expect(page.locator("[data-which=value] button")).toHaveCount(0);
  await expect(out(page, "annual")).toHaveText("£475,200");
  await fill(page, { deals: "-1" });
  await expect(out(page, "deals-fault")).toHaveText(words.practice.frame.negative);
  await fill(page, { won: "101" });
  await expect(out(page, "won-fault")).toHaveText(words.practice.frame.outside);
});

test("the pipeline and the levers are drawn to scale, by attributes, with their numbers beside them", async ({
  page,
}) => {
  const percents = (bar: string, part: "solid" | "pale") =>
    page
      .locator(`[data-bar="${bar}"] .practice__${part}`)
      .evaluate((rect) => ["x", "width"].map((name) => Number.parseFloat(rect.getAttribute(name) ?? "NaN")));
  await page.goto(paths.practiceSheet("honest-pipeline"));
  await expect(page.locator("[data-picture]")).toBeHidden();
  await fill(page, { "open-deals": "40", "silent-deals": "10", "old-deals": "8", "both-deals": "4" });
  // 40 - 10 - 8 + 4 = 26 of 40 are 65%.
  await expect(out(page, "bar-left")).toHaveText("26");
  expect(await percents("bar-open", "solid")).toEqual([0, 100]);
  expect(await percents("bar-silent", "solid")).toEqual([75, 25]);
  expect(await percents("bar-old", "solid")).toEqual([65, 10]);
  expect(await percents("bar-left", "solid")).toEqual([0, 65]);
  await expect(out(page, "bar-old")).toHaveText("4");
  await expect(page.locator('[data-bar="bar-committed"]')).toBeHidden();
  await fill(page, { "both-deals": "" });
  // Between 0 and 8 are both: 22 to 30 are left, 55% to 75%.
  await expect(out(page, "bar-left")).toHaveText("22 to 30");
  expect(await percents("bar-left", "pale")).toEqual([55, 20]);
  await fill(page, { "both-deals": "banana" });
  await expect(page.locator("[data-picture]")).toBeHidden();

  await page.goto(paths.practiceSheet("one-lever"));
  await fill(page, { deals: "10", won: "50", value: "1000" });
  // 60,000 a year, a tenth more 6,000, two of them 12,600: the scale ends at 72,600.
  await expect(out(page, "annual")).toHaveText("£60,000");
  const [from = 0, width = 0] = await percents("volume", "solid");
  expect(from).toBeCloseTo((100 * 60_000) / 72_600, 6);
  expect(width).toBeCloseTo((100 * 6000) / 72_600, 6);
  await expect(page.locator('[data-bar="cycle"]')).toBeHidden();
  await fill(page, { "reached-0": "20", "ended-0": "8" });
  await expect(out(page, "drop-0")).toHaveText("40%");
  expect(await percents("drop-0", "solid")).toEqual([0, 40]);
  expect(await page.locator("main [style]").count()).toBe(0);
});

test("away a week goes by keyboard alone, and what is typed counts", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(paths.practiceSheet("away-a-week"));
  const boxes = page.locator("main input[type=checkbox]");
  await boxes.first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await expect(boxes.nth(1)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.locator("[data-points] li")).toHaveCount(2);
  await expect(summary(page)).toContainText("2 of 12 stop: 2 single points of failure.");
  await page.locator('[name="own-1"]').focus();
  await page.keyboard.type("The newsletter");
  await expect(summary(page)).toHaveText("3 of 13 stop: 3 single points of failure.");
  await expect(page.locator("[data-points] li").last()).toHaveText("The newsletter");
  // Permission is lacking for the first and for two more: 3 of 5 are more than half.
  for (const name of ["discount", "contract"]) await page.locator(`[name="${name}"]`).check();
  const { most, kinds, repairs } = words.practice.sheets["away-a-week"];
  const said = most.replace("{kind}", kinds.permission).replace("{repair}", repairs.permission);
  await expect(summary(page)).toHaveText(`5 of 13 stop: 5 single points of failure. ${said}`);
  const copy = page.getByRole("button", { name: words.practice.frame.copy });
  for (let presses = 0; presses < 30; presses++) {
    if (await copy.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(copied(page)).toHaveText(words.pages.copy.copied);
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  expect(markdown).toContain("- [x] A new enquiry waits");
  expect(markdown).toContain("- [x] The newsletter");
});

test("a worksheet brings at most 12 KB of JavaScript in all", async ({ page }) => {
  for (const name of NAMES) {
    const bytes = await scriptBytes(page, paths.practiceSheet(name), async () => page.waitForLoadState("networkidle"));
    expect(bytes, name).toBeGreaterThan(0);
    expect(bytes, name).toBeLessThanOrEqual(12 * 1024);
    page.removeAllListeners("response");
  }
});
