import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { paths } from "#src/paths.ts";
import { browserPath, LAUNCH_ARGS } from "#test/support/browser/browser.ts";
import { completed, startAttempt } from "#test/support/browser/visitor.ts";
import { startServer } from "#test/support/server/server.ts";
import { median } from "./median.ts";

/** An odd number, so that the median is a run that there was. */
const RUNS = 5;
const WANTED = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 } as const;
type Category = keyof typeof WANTED;
const CATEGORIES = Object.keys(WANTED) as Category[];

interface Measured {
  scores: Record<Category, number>;
  /** Audits that cost points. */
  lost: string[];
}

const server = await startServer();
const chromePath = browserPath();
const chrome = await launch({
  chromeFlags: ["--headless=new", ...LAUNCH_ARGS],
  ...(chromePath && { chromePath }),
});
try {
  const result = paths.result(await completed(server, "E2"));
  const question = paths.question("snapshot", await startAttempt(server, "snapshot"), 1);
  // Attempts and results must not be found: they are asked for "noindex" in place of that audit.
  const pages = [
    { name: "home", path: paths.home, hidden: false },
    { name: "article", path: paths.article("phantom-pipeline"), hidden: false },
    { name: "question", path: question, hidden: true },
    { name: "result", path: result, hidden: true },
  ];
  console.log(`Lighthouse, median of ${RUNS}`.padEnd(30), ...CATEGORIES.map((one) => one.padStart(15)));
  for (const { name, path, hidden } of pages) {
    const runs: Measured[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measure(server.url + path, hidden));
    const scores = CATEGORIES.map((one) => median(runs.map((run) => run.scores[one])));
    const short = CATEGORIES.filter((one, place) => (scores[place] ?? 0) < WANTED[one]);
    console.log(name.padEnd(30), ...scores.map((score) => String(score).padStart(15)));
    if (hidden) await expectHidden(server.url + path);
    if (short.length === 0) continue;
    console.error(
      `  too low: ${short.join(", ")}; lost by ${[...new Set(runs.flatMap(({ lost }) => lost))].join(", ")}`,
    );
    process.exitCode = 1;
  }
} finally {
  chrome.kill();
  await server.stop();
}

/** One run, as Lighthouse sets it up for a phone. Scores 0 to 100. */
async function measure(url: string, hidden: boolean): Promise<Measured> {
  const skipAudits = hidden ? ["is-crawlable"] : [];
  const answer = await lighthouse(url, {
    port: chrome.port,
    onlyCategories: CATEGORIES,
    skipAudits,
    logLevel: "error",
  });
  if (!answer) throw new Error(`Lighthouse said nothing of ${url}.`);
  const { categories, audits } = answer.lhr;
  const weighty = CATEGORIES.flatMap((one) => categories[one]?.auditRefs.filter(({ weight }) => weight > 0) ?? []);
  const lost = weighty.map(({ id }) => audits[id]).filter((audit) => audit?.score !== null && (audit?.score ?? 1) < 1);
  const scores = CATEGORIES.map((one) => [one, Math.round(100 * (categories[one]?.score ?? 0))]);
  return { scores: Object.fromEntries(scores), lost: lost.map((audit) => audit?.id ?? "") };
}

async function expectHidden(url: string): Promise<void> {
  const robots = (await fetch(url)).headers.get("x-robots-tag");
  if (robots === "noindex") return;
  console.error(`  ${url} may be found: X-Robots-Tag is ${robots}`);
  process.exitCode = 1;
}
