import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { SHEET_NAMES as NAMES } from "#src/words/practice.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { copied, fill, markdownOf, out } from "#test/support/browser/worksheets.ts";
import { words } from "#test/support/words.ts";

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
