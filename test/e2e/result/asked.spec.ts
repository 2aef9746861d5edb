import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { mailForm, wholeHtml } from "#test/support/browser/taking.ts";
import { completed } from "#test/support/browser/visitor.ts";
import { words } from "#test/support/words.ts";

const ADDRESS = "asked-in-this-tab@firm.example";

test("a result says in the tab that asked what has been asked for, and nothing to whoever else opens it", async ({
  page,
  browser,
  server,
}) => {
  const reference = await completed(server, "E2");
  await page.goto(paths.result(reference));
  const { asked, mail } = words.pages;
  for (const sentence of Object.values(asked)) await expect(page.getByText(sentence)).toBeHidden();

  const form = mailForm(page);
  await form.getByLabel(mail.address).fill(ADDRESS);
  await form.getByRole("button", { name: mail.button }).click();
  await page.getByRole("link", { name: mail.back }).click();
  await expect(page.getByText(asked.report)).toBeVisible();
  await expect(page.getByText(asked.call)).toBeHidden();

  await page.locator("summary", { hasText: words.pages.call.title }).click();
  await page.locator("#call-email").fill(ADDRESS);
  await page.getByRole("button", { name: words.pages.call.button }).click();
  await page.getByRole("link", { name: words.pages.call.back }).click();
  await expect(page.getByText(asked.call)).toBeVisible();
  expect(await wholeHtml(page)).not.toContain(ADDRESS);

  const stranger = await browser.newPage({ baseURL: server.url });
  await stranger.goto(paths.result(reference));
  for (const sentence of Object.values(asked)) await expect(stranger.getByText(sentence)).toBeHidden();
  // Nor does the tab say it of another result.
  await page.goto(paths.result(await completed(server, "E1")));
  for (const sentence of Object.values(asked)) await expect(page.getByText(sentence)).toBeHidden();
});
