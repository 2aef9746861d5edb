import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

/** Bytes of JavaScript that a visit to an address brings: files as they were sent, inline scripts as gzip makes them. */
export async function scriptBytes(page: Page, address: string, ready?: (page: Page) => Promise<void>): Promise<number> {
  const files: Promise<number>[] = [];
  page.on("response", (response) => {
    if (!/\.m?js(\?|$)/.test(response.url())) return;
    files.push(response.headerValue("content-length").then((length) => Number(length ?? Number.NaN)));
  });
  await page.goto(address);
  await ready?.(page);
  const inline = await page.locator('script:not([src]):not([type$="json"])').allTextContents();
  const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
  return sum(await Promise.all(files)) + sum(inline.map((code) => gzipSync(code).length));
}
