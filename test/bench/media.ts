import { chromium } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { browserPath, LAUNCH_ARGS } from "#test/support/browser/browser.ts";
import { completed } from "#test/support/browser/visitor.ts";
import { startServer } from "#test/support/server/server.ts";
import { timeCard } from "./card.ts";
import { timePdf } from "./report-media.ts";
import type { Row } from "./table.ts";

const ROUNDS = 5;

async function median(work: () => Promise<unknown>): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return taken.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** The PDF and the card, neither from a cache, against what headless Chromium needs to print and photograph the same result. */
export async function media(): Promise<Row[]> {
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: browserPath(), args: LAUNCH_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
    await page.goto(server.url + paths.result(await completed(server, "E2")));
    const printing = await median(() => page.pdf({ preferCSSPageSize: true }));
    const photograph = await median(() => page.screenshot());
    const pdf = await timePdf();
    const card = await timeCard();
    return [
      {
        what: `PDF of ${pdf.pages} pages`,
        unit: "ms",
        here: pdf.median,
        floor: printing,
        of: "Chromium printing the page",
        goal: { most: 1 / 4 },
      },
      {
        what: "Card",
        unit: "ms",
        here: card,
        floor: photograph,
        of: "Chromium's screenshot of the page",
        goal: { most: 0.67 },
      },
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}
