import { chromium } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { cardImage } from "#src/report/card/card.ts";
import { type PdfSource, reportPdf } from "#src/report/pdf/pdf.ts";
import { report } from "#src/report/report.ts";
import { score } from "#src/scoring/score.ts";
import { browserPath, LAUNCH_ARGS } from "#test/support/browser/browser.ts";
import { completed } from "#test/support/browser/visitor.ts";
import { bank, banks, EXAMPLES } from "#test/support/factories.ts";
import { readPdf } from "#test/support/read-pdf.ts";
import { pdfSource } from "#test/support/sample-reports.ts";
import { startServer } from "#test/support/server/server.ts";
import { site, words } from "#test/support/words.ts";
import { inTurn } from "./median.ts";
import type { Row } from "./table.ts";

const ROUNDS = 5;
/** So many to one of the browser's that most of them meet compiled code, as they do in a server that runs. */
const PDFS = 15;
const CARDS = 9;

/** The PDF and the card, neither from a cache, against what headless Chromium needs to print and photograph the same result. */
export async function media(): Promise<Row[]> {
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: browserPath(), args: LAUNCH_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
    await page.goto(server.url + paths.result(await completed(server, "E2")));
    // In this thread and past the caches; copies, as the thread that prints gets them.
    const first = reportLikeE2(0);
    const sources = Array.from({ length: ROUNDS * PDFS + 1 }, (_, round) => structuredClone(reportLikeE2(round + 1)));
    const pdf = await inTurn({
      work: () => reportPdf(sources.pop() ?? first),
      floor: () => page.pdf({ preferCSSPageSize: true }),
      rounds: ROUNDS,
      each: PDFS,
    });
    const card = await inTurn({ work: wideCard(), floor: () => page.screenshot(), rounds: ROUNDS, each: CARDS });
    return [
      {
        what: `PDF of ${(await readPdf(await reportPdf(first))).pages} pages`,
        unit: "ms",
        ...pdf,
        of: "Chromium printing the page",
        goal: { most: 1 / 4 },
      },
      {
        what: "Card",
        unit: "ms",
        ...card,
        of: "Chromium's screenshot of the page",
        goal: { most: 0.67 },
      },
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Example E2 with every third answer and one number moved: another report in each round. */
function reportLikeE2(round: number): PdfSource {
  const { instrument, submission } = EXAMPLES.E2;
  const { answers, context = {}, sizing = {} } = submission;
  const moved = bank.items.flatMap(({ id, options }, place) => {
    const option = options[(round + place) % options.length];
    return option && place % 3 === round % 3 ? [[id, option.id]] : [];
  });
  const scored = { ...answers, ...Object.fromEntries(moved) };
  const other = { answers: scored, context, sizing: { ...sizing, z_opps: 12 + round } };
  const result = score(bank, instrument, other);
  return pdfSource({ instrument, scored, context, sizing: other.sizing, currency: site.currency, result });
}

/** Draws the wide card of example E2, past the cache. */
function wideCard(): () => Promise<Buffer> {
  const plumb = words.pages.result.bar;
  const { instrument, submission } = EXAMPLES.E2;
  const { answers: scored, sizing = {} } = submission;
  const result = score(bank, instrument, submission);
  const assessment = { instrument, completedAt: 0, scored, revision: 1, sizing, currency: "GBP", result };
  const whole = report({ banks, words, site, assessment });
  return () => cardImage({ report: whole, site, shape: "wide", plumb });
}
