import type { Page } from "@playwright/test";

/** The sentence that a worksheet comes to. */
export const summary = (page: Page) => page.locator('[data-out="summary"]');
/** What a press on "copy" came to. */
export const copied = (page: Page) => page.locator("[data-copy] [role=status]");
export const out = (page: Page, name: string) => page.locator(`[data-out="${name}"]`);
export const markdownOf = (page: Page) => page.locator("[data-markdown]");

export const fill = async (page: Page, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
};
