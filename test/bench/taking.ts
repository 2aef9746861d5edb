import { setTimeout as pause } from "node:timers/promises";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { questionsOf } from "#src/forms/questions.ts";
import { paths } from "#src/paths.ts";
import { browserPath, LAUNCH_ARGS } from "#test/support/browser/browser.ts";
import { startAttempt } from "#test/support/browser/visitor.ts";
import { bank } from "#test/support/factories.ts";
import { startServer } from "#test/support/server/server.ts";
import { serveHandWritten } from "./hand-written.ts";
import type { Row } from "./table.ts";

const ROUNDS = 5;
/** A slow line and a slow phone (issue): 1.6 Mbit/s, 150 ms, a processor four times as slow. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 95_000 };
/** What a whole Diagnostic may carry (issue). */
const MOST_KILOBYTES = 80;
const MOST_REQUESTS = 34;
/** A question that has come takes no tap for so long: it may be the second of a double tap (`arrive` in `options.css`). */
const READING_MS = 300;
const PHONE = { width: 390, height: 844 };

interface Visit {
  page: Page;
  cdp: CDPSession;
  /** Requests that went over the line, and bytes received with their headers. */
  carried: { requests: number; bytes: number };
  close(): Promise<void>;
}

/** A browser that has seen nothing yet, on the slow line. */
async function visit(browser: Browser): Promise<Visit> {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const carried = { requests: 0, bytes: 0 };
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", SLOW);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  cdp.on("Network.requestWillBeSent", () => (carried.requests += 1));
  cdp.on("Network.requestServedFromCache", () => (carried.requests -= 1));
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (carried.bytes += encodedDataLength));
  return { page, cdp, carried, close: () => context.close() };
}

/** Milliseconds from the asking until the first question has been painted, with buttons that can be pressed. */
async function answerable(browser: Browser, url: string): Promise<number> {
  const { page, close } = await visit(browser);
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  await close();
  return painted;
}

/** Milliseconds from each tap to the paint of what follows it, the last one to the page that comes then. */
async function taps(visited: Visit, url: string, ready: string, count: number, after: RegExp): Promise<number[]> {
  const { page } = visited;
  await page.goto(url);
  await page.waitForSelector(ready, { state: "attached" });
  const taken: number[] = [];
  for (let place = 1; place < count; place += 1) {
    await pause(READING_MS);
    taken.push(await page.evaluate(tapAndWait));
  }
  await pause(READING_MS);
  const tapped = await page.evaluate(() => {
    document.querySelector<HTMLElement>('button[name="answer"]')?.click();
    return performance.timeOrigin + performance.now();
  });
  await page.waitForURL(after);
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  const painted = await page.evaluate(
    () => performance.timeOrigin + (performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0),
  );
  return [...taken, painted - tapped];
}

/** Runs in the page. */
function tapAndWait(): Promise<number> {
  const before = document.querySelector("h1")?.textContent;
  const tapped = performance.now();
  document.querySelector<HTMLElement>('button[name="answer"]')?.click();
  return new Promise((painted) => {
    const look = () => {
      if (document.querySelector("h1")?.textContent === before) return void requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => painted(performance.now() - tapped)));
    };
    look();
  });
}

const share = (numbers: readonly number[], part: number) =>
  numbers.toSorted((one, other) => one - other)[Math.min(numbers.length - 1, Math.floor(part * numbers.length))] ?? 0;

/** The headers that say what a browser may do with a page; by one of them it starts a process of its own for it. */
const policiesOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => /policy|^x-|^cache-control$/.test(name)));

const plainOf = (html: string) =>
  html
    .replaceAll(/<script[^>]*>.*?<\/script>|<style[^>]*>.*?<\/style>|<link[^>]*>/gs, "")
    .replace("<head>", '<head><link rel="icon" href="data:,">');

/** The first question, each next one and all that a whole Diagnostic carries, on a slow line. */
export async function taking(): Promise<Row[]> {
  const { inOrder } = questionsOf(bank, "diagnostic");
  const server = await startServer();
  const newQuestion = async () => paths.question("diagnostic", await startAttempt(server, "diagnostic"), 1);
  const sent = await fetch(server.url + (await newQuestion()));
  const floor = await serveHandWritten(inOrder, plainOf(await sent.text()), policiesOf(sent));
  const browser = await chromium.launch({ executablePath: browserPath(), args: LAUNCH_ARGS });
  try {
    const first = { here: [] as number[], plain: [] as number[] };
    const next = { here: [] as number[], written: [] as number[] };
    let carried = { requests: 0, bytes: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      first.plain.push(await answerable(browser, floor.plain));
      first.here.push(await answerable(browser, server.url + (await newQuestion())));
      const written = await visit(browser);
      next.written.push(...(await taps(written, floor.url, "h1", inOrder.length, /done$/)));
      await written.close();
      const own = await visit(browser);
      next.here.push(
        ...(await taps(own, server.url + (await newQuestion()), "#sitting[data-live]", inOrder.length, /check$/)),
      );
      carried = own.carried;
      await own.close();
    }
    const nextAt = (part: number): Row => ({
      what: `Next question, p${100 * part}`,
      unit: "ms",
      here: share(next.here, part),
      floor: share(next.written, part),
      of: "a hand-written Preact page",
      goal: { most: 1.5 },
    });
    return [
      {
        what: "First question answerable, slow line",
        unit: "ms",
        here: Math.min(...first.here),
        floor: Math.min(...first.plain),
        of: "plain HTML",
        goal: { most: 1.15 },
      },
      nextAt(0.5),
      nextAt(0.95),
      {
        what: "A whole Diagnostic",
        unit: "KB",
        here: carried.bytes / 1024,
        floor: MOST_KILOBYTES,
        of: "the 80 KB allowed",
        goal: { most: 1 },
      },
      {
        what: "A whole Diagnostic",
        unit: "requests",
        here: carried.requests,
        floor: MOST_REQUESTS,
        of: "the 34 allowed",
        goal: { most: 1 },
      },
    ];
  } finally {
    await browser.close();
    await Promise.all([floor.stop(), server.stop()]);
  }
}
