import { chromium } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { browserPath, LAUNCH_ARGS } from "#test/support/browser/browser.ts";
import { completed } from "#test/support/browser/visitor.ts";
import { startServer } from "#test/support/server/server.ts";
import { timeCard } from "./card.ts";
import { timePdf } from "./report-media.ts";

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

/** The PDF and the card against what headless Chromium needs to print and photograph the same result, in one run. */
const server = await startServer();
const browser = await chromium.launch({ executablePath: browserPath(), args: LAUNCH_ARGS });
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  await page.goto(server.url + paths.result(await completed(server, "E2")));
  const printing = await median(() => page.pdf({ preferCSSPageSize: true }));
  const photograph = await median(() => page.screenshot());
  const pdf = await timePdf();
  const [card] = await timeCard();
  const line = (what: string, here: number, floor: number, against: string) =>
    console.log(
      `${what}: ${here.toFixed(0)} ms, ${(here / floor).toFixed(2)} of ${floor.toFixed(0)} ms for ${against}`,
    );
  line(
    `PDF of ${pdf.pages} pages, ${Math.round(pdf.bytes / 1024)} KB`,
    pdf.median,
    printing,
    "Chromium printing the page",
  );
  if (card)
    line(`Card, ${Math.round(card.bytes / 1024)} KB`, card.median, photograph, "Chromium's screenshot of the page");
} finally {
  await browser.close();
  await server.stop();
}
