import { paths } from "#src/paths.ts";
import { SHEET_NAMES as NAMES } from "#src/words/practice.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { scriptBytes } from "#test/support/browser/script-bytes.ts";
import { copied, fill, markdownOf, summary } from "#test/support/browser/worksheets.ts";
import { words } from "#test/support/words.ts";

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
    "1 of 4 handoffs has an owner and a condition. Left to whoever notices first: 3.",
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

test("a worksheet brings at most 12 KB of JavaScript in all", async ({ page }) => {
  for (const name of NAMES) {
    const bytes = await scriptBytes(page, paths.practiceSheet(name), async () => page.waitForLoadState("networkidle"));
    expect(bytes, name).toBeGreaterThan(0);
    expect(bytes, name).toBeLessThanOrEqual(12 * 1024);
    page.removeAllListeners("response");
  }
});
