import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { RunOptions } from "axe-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Nothing that axe would load first (`preload`) serves a rule that is on. */
const OPTIONS: RunOptions = { resultTypes: ["violations"], preload: false };
const RUN = `axe.run(document, ${JSON.stringify(OPTIONS)}).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target).join(", ")))`;

/** What axe finds on the page as it stands, a line for each rule. Its script is put into each document once. */
export async function barriers(page: Page): Promise<string[]> {
  // A colour that is still on its way from light to dark has no contrast worth measuring.
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(SOURCE);
  return page.evaluate(RUN);
}
