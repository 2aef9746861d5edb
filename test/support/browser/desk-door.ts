import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { barriers } from "#test/support/browser/barriers.ts";
import { PASSWORD } from "#test/support/browser/staff.ts";
import { totp } from "#test/support/totp.ts";

/** Follows a join link to an account with both steps; returns the authenticator's key and the recovery codes. */
export async function joinDesk(page: Page, link: string, { name, email }: { name: string; email: string }) {
  await page.goto(link);
  expect(await faults(page)).toEqual([]);
  await page.getByLabel("Your name").fill(name);
  const address = page.getByLabel("E-mail address");
  if (await address.isEditable()) await address.fill(email);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByRole("img", { name: "The key as a QR code" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  const key = await connect(page);
  return { key, codes: await recoveryCodesOn(page) };
}

/** The recovery codes that the page shows, once all ten are there. */
export async function recoveryCodesOn(page: Page): Promise<string[]> {
  const codes = page.locator(".codes code");
  await expect(codes).toHaveCount(10);
  return codes.allInnerTexts();
}

/** Connects the authenticator whose key the page shows, up to the recovery codes; returns that key. */
export async function connect(page: Page): Promise<string> {
  const key = (await page.locator("code").innerText()).replaceAll(" ", "");
  await page.getByLabel("Six digits from the app").fill(totp(key, Date.now()));
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery codes" })).toBeVisible();
  return key;
}

/** What axe finds, what sticks out at the side, and buttons whose words cannot be told from their ground. */
export async function faults(page: Page): Promise<string[]> {
  await page.waitForLoadState();
  for (const summary of await page.locator("main summary").all()) await summary.click();
  const blind = await page
    .locator("main button")
    .evaluateAll((all) =>
      all
        .filter((one) => getComputedStyle(one).color === getComputedStyle(one).backgroundColor)
        .map((one) => one.textContent ?? ""),
    );
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  return [...(await barriers(page)), ...blind, ...(wide ? ["wider than the window"] : [])];
}

export async function givePassword(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
}

export async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel(/Six digits/).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}
