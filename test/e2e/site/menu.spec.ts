import { paths } from "#src/paths.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { completed } from "#test/support/browser/visitor.ts";
import { site } from "#test/support/words.ts";

const { links } = site;

test("on a phone every page has a menu that works without script and leads to all that the wide line does", async ({
  browser,
  server,
}) => {
  const page = await browser.newPage({
    baseURL: server.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  for (const [label, path] of [
    [links.services, paths.services],
    [links.examples, paths.examples],
    [links.about, paths.aboutSite],
    [links.diagnostic, paths.start("diagnostic")],
  ] as const) {
    await page.goto(paths.home);
    const masthead = page.getByRole("banner");
    await expect(masthead.getByRole("link", { name: label })).toHaveCount(0);
    await masthead.getByText(links.menu, { exact: true }).click();
    const link = masthead.getByRole("link", { name: label, exact: true });
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await link.click();
    await expect(page).toHaveURL(server.url + path);
  }
  await page.close();
});

test("on a wide screen the line of links is there and the menu is not", async ({ page }) => {
  await page.goto(paths.method());
  const masthead = page.getByRole("banner");
  await expect(masthead.getByText(links.menu, { exact: true })).toBeHidden();
  for (const label of [links.services, links.examples, links.about, links.snapshot])
    await expect(masthead.getByRole("link", { name: label, exact: true })).toBeVisible();
});

test("nothing scrolls sideways at 320 pixels with the menu open", async ({ page, server }) => {
  const result = paths.result(await completed(server, "E2"));
  for (const path of [result, paths.home, paths.method(), paths.services, paths.start("snapshot"), paths.contact]) {
    await page.goto(path);
    await page.setViewportSize({ width: 320, height: 844 });
    await page.locator(".menu summary").click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
  expect(await barriers(page)).toEqual([]);
});
