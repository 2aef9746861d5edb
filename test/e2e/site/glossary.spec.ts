import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { words } from "#test/support/words.ts";

const { filter, found } = words.reading.glossary;

test("the glossary is filtered while one types, by any word of a term and whatever its accents", async ({ page }) => {
  await page.goto(paths.glossary);
  const terms = page.locator(".letter dl > div:visible");
  const all = await terms.count();
  expect(all).toBeGreaterThanOrEqual(40);

  const field = page.getByLabel(filter);
  await field.fill("Líttle");
  await expect(page.getByRole("status")).toHaveText(/\d/);
  await expect(terms.filter({ hasText: "Little’s law" })).toHaveCount(1);
  expect(await terms.count()).toBeLessThan(all);
  for (const text of await terms.allTextContents()) expect(text.toLowerCase()).toContain("little");

  await field.fill("no such term at all");
  await expect(page.getByRole("status")).toHaveText(found.none);
  await expect(terms).toHaveCount(0);

  await field.fill("");
  await expect(terms).toHaveCount(all);
});

test.describe("Without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the whole glossary stands, and no field that would do nothing", async ({ page }) => {
    await page.goto(paths.glossary);
    await expect(page.getByLabel(filter)).toBeHidden();
    expect(await page.locator(".letter dl > div").count()).toBeGreaterThanOrEqual(40);
  });
});
