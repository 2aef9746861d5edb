import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { RunOptions } from "axe-core";
import { faintOn } from "./ink-pairs.ts";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Nothing that axe would load first (`preload`) serves a rule that is on. */
const OPTIONS: RunOptions = { resultTypes: ["violations"], preload: false };
/**
 * Rules whose answer depends on colours, sizes or places; the others judge the same elements at every width, in any scheme.
 * "color-contrast" is one more, and takes longer than all of axe's others: a second look compares the colours that the browser has
 * computed, since what lies under a text has been found by the first.
 */
const LOOK = ["link-in-text-block", "target-size", "scrollable-region-focusable"];

const run = (options: RunOptions) => `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target).join(", ")))`;
const RUN = run(OPTIONS);
const RUN_LOOK = run({ ...OPTIONS, runOnly: { type: "rule", values: LOOK } });

/**
 * What axe finds on the page as it stands, a line for each rule. Its script is put into each document once.
 *
 * @param again the same page was judged in full at a greater width: only what depends on the look is judged
 */
export async function barriers(page: Page, again = false): Promise<string[]> {
  await page.waitForLoadState();
  // A colour that is still on its way from light to dark has no contrast worth measuring.
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(SOURCE);
  return again ? [...(await faintOn(page)), ...(await page.evaluate<string[]>(RUN_LOOK))] : page.evaluate(RUN);
}
