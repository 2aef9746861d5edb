import type { Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { unfold } from "#test/support/browser/taking.ts";
import { completed, post } from "#test/support/browser/visitor.ts";
import { words } from "#test/support/words.ts";

const { copy } = words.pages;
const copiers = (page: Page) => page.getByRole("button", { name: copy.link });

test("a result's link, its public link and the link of a seat are copied by a press", async ({
  page,
  context,
  server,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const reference = await completed(server, "E2");
  await post(server, paths.sharing(reference));
  await post(server, paths.seats(reference));
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

  await page.goto(paths.result(reference));
  await page.locator(".jumps").getByRole("button", { name: copy.link }).press("Enter");
  await expect(page.locator(".jumps").getByRole("status")).toHaveText(copy.copied);
  expect(await clipboard()).toBe(server.url + paths.result(reference));

  await page.locator("#share").getByRole("button", { name: copy.link }).click();
  await expect(page.locator("#share").getByRole("status")).toHaveText(copy.copied);
  expect(await clipboard()).toMatch(new RegExp(`^${server.url}/shared/[\\w-]+$`));

  await page.goto(paths.seats(reference));
  await copiers(page).click();
  await expect(page.getByRole("status").filter({ hasText: copy.copied })).toBeVisible();
  expect(await clipboard()).toMatch(new RegExp(`^${server.url}/seats/invited/[\\w-]+$`));
});

test("where copying is not allowed the link lies there marked, and a device that shares is handed it", async ({
  page,
  server,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    Object.defineProperty(navigator, "share", {
      value: (shared: ShareData) => {
        document.title = `shared ${shared.url}`;
        return Promise.resolve();
      },
    });
  });
  const reference = await completed(server, "E1");
  const address = server.url + paths.result(reference);
  await page.goto(paths.result(reference));
  await page.locator(".jumps").getByRole("button", { name: copy.link }).click();
  await expect(page.locator(".jumps").getByRole("status")).toHaveText(copy.byHand);
  const field = page.getByLabel(words.pages.result.address);
  await expect(field).toBeVisible();
  const marked = (input: HTMLInputElement) => input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0);
  expect(await field.evaluate(marked)).toBe(address);

  await page.locator("#keep").getByRole("button", { name: copy.share }).click();
  await expect(page).toHaveTitle(`shared ${address}`);
});

test.describe("Without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("there is no button to copy, and the link stands there to be marked", async ({ page, server }) => {
    const reference = await completed(server, "E1");
    await page.goto(paths.result(reference));
    await unfold(page, "keep");
    await expect(page.getByLabel(words.pages.result.address)).toHaveValue(server.url + paths.result(reference));
    await expect(copiers(page)).toHaveCount(0);
  });
});
