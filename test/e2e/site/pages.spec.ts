import type { Page, Response } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { brokenWords } from "#test/support/browser/broken-words.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { KINDS, type Kind } from "#test/support/browser/kinds/kinds.ts";
import { markupFaults } from "#test/support/browser/markup.ts";
import { scriptBytes } from "#test/support/browser/script-bytes.ts";
import { bothForms, unsafe } from "#test/support/browser/secure.ts";
import { scriptIsRunning } from "#test/support/browser/taking.ts";
import { completed, startAttempt } from "#test/support/browser/visitor.ts";
import type { Server } from "#test/support/server/server.ts";

const WIDTHS = [390, 1280];
/** Each width and each scheme once: what differs between the schemes, colours, hardly depends on the width. */
const LOOKS = [
  { width: 1280, colorScheme: "dark" },
  { width: 390, colorScheme: "light" },
] as const;

// A colour that is still on its way from light to dark has no contrast worth measuring.
test.use({ contextOptions: { reducedMotion: "reduce" } });
const KILOBYTE = 1024;

/** Opens a page of this kind, sending its form where the kind asks for it. Its address is asked for with a slash at its end too. */
async function open(page: Page, server: Server, kind: Kind): Promise<Response | null> {
  const address = await kind.address(server);
  for (const form of bothForms(address)) {
    const plain = await fetch(server.url + form, { redirect: "manual" });
    await plain.text();
    expect(unsafe(plain, form)).toEqual([]);
  }
  const answer = await page.goto(address);
  if (!kind.send) return answer;
  const form = page.locator("main form").first();
  for (const [name, value] of Object.entries(kind.send(server))) await form.locator(`[name="${name}"]`).fill(value);
  const [sent] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    form.locator('[type="submit"]').click(),
  ]);
  await page.waitForLoadState();
  return sent;
}

/** Opens all that is folded, so that it is judged too. */
async function unfold(page: Page): Promise<void> {
  await page.locator("details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
}

/** What the browser complained of, and what it asked of other origins, from now on; `taken` empties the list. */
async function watch(page: Page, server: Server) {
  let complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== server.url && protocol !== "data:") complaints.push(`request to ${request.url()}`);
  });
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { violations: seen });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      seen.push(`${violatedDirective} ${blockedURI}`);
    });
  });
  return async (status: number) => {
    const violations = await page.evaluate(() => (window as unknown as { violations: string[] }).violations);
    const taken = [...complaints, ...violations];
    complaints = [];
    // A browser complains of every page that is not a success: that much is meant.
    return taken.filter((one) => status < 400 || !one.includes(`responded with a status of ${status}`));
  };
}

/** A new page is a new process of the browser, and costs as much as looking at it: kinds share one. */
const AT_ONCE = 8;
for (let from = 0; from < KINDS.length; from += AT_ONCE) {
  const kinds = KINDS.slice(from, from + AT_ONCE);
  const title = `status, headers, markup, browser, shift, width and accessibility are sound: ${kinds.map(({ name }) => name).join(", ")}`;
  test(title, async ({ page, server }) => {
    const complaints = await watch(page, server);
    for (const kind of kinds) {
      await test.step(kind.name, async () => {
        const { name, status = 200 } = kind;
        await page.setViewportSize({ width: 320, height: 640 });
        await page.emulateMedia({ colorScheme: "light" });
        const answer = await open(page, server, kind);

        expect.soft(answer?.status(), name).toBe(status);
        const html = (await answer?.text()) ?? "";
        expect.soft(await markupFaults(html), name).toEqual([]);
        expect.soft(html, `${name}: a date that runs into the word before it`).not.toMatch(/\w<time\b/);
        await expect.soft(page, name).toHaveTitle(/\S/);
        expect.soft(await described(page), name).toBe(true);
        // A form that is shown again leads to the field that is meant.
        if (status === 422)
          await expect.soft(page.locator('[aria-invalid="true"][aria-describedby]'), name).not.toHaveCount(0);
        await expect.soft(page.getByRole("heading", { level: 1 }), name).toHaveCount(1);
        expect.soft(await steady(page, () => open(page, server, kind)), name).toBe(true);
        expect.soft(await tooWide(page), name).toEqual([]);
        await unfold(page);
        expect.soft(await tooWide(page), name).toEqual([]);

        expect.soft(await smallFields(page), name).toEqual([]);
        expect.soft(await largeSwatches(page), name).toBe(0);
        await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
        expect.soft(await tooWide(page), `${name}, text of twice the size`).toEqual([]);
        await page.setViewportSize({ width: 390, height: 640 });
        expect.soft(await tooWide(page), `${name}, text of twice the size at 390`).toEqual([]);
        await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));

        for (const [place, { width, colorScheme }] of LOOKS.entries()) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme });
          expect.soft(await brokenWords(page), `${name}, words at ${width}`).toEqual([]);
          expect.soft(await barriers(page, place > 0), `${name}, ${colorScheme} at ${width}`).toEqual([]);
        }
        expect.soft(await complaints(status), name).toEqual([]);
        expect.soft(await page.context().cookies(), name).toEqual([]);
      });
    }
  });
}

/** Whether the page says in its head what it is; the desk, the frames and the editors' preview are not for strangers. */
async function described(page: Page): Promise<boolean> {
  if (/^\/(desk|embed|preview)\b/.test(new URL(page.url()).pathname)) return true;
  const said = await page
    .locator('meta[name="description"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute("content")));
  return said.length === 1 && /\S{3}/.test(said[0] ?? "");
}

/** Elements that stick out of a page that can be scrolled sideways. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > clientWidth)
      .map((element) => `${element.localName}.${element.getAttribute("class") ?? ""}`);
  });
}

/** Fields that are shown in less than 16 px, into which a phone zooms. */
function smallFields(page: Page): Promise<string[]> {
  return page
    .locator(
      "input:not([type=hidden], [type=checkbox], [type=radio], .trap *):visible, select:visible, textarea:visible",
    )
    .evaluateAll((all) =>
      all.filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16).map(({ id }) => id),
    );
}

/** How many marks of a layer are drawn larger than a mark beside words. */
function largeSwatches(page: Page): Promise<number> {
  return page.locator(".swatch:visible").evaluateAll((all) => all.filter((one) => one.clientWidth > 32).length);
}

/**
 * Whether nothing moves as a page loads. A face that a busy machine brings late may move a word once, whatever the page is
 * like; a page that moves by itself does so again.
 */
async function steady(page: Page, again: () => Promise<unknown>): Promise<boolean> {
  if ((await layoutShift(page)) === 0) return true;
  await again();
  return (await layoutShift(page)) === 0;
}

/** The sum of all shifts since the page was opened, once its fonts are there and two frames have been drawn. */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    let sum = 0;
    const add = (entries: PerformanceEntryList) => {
      for (const entry of entries) sum += (entry as PerformanceEntry & { value: number }).value;
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    add(observer.takeRecords());
    return sum;
  });
}

test("tables of four columns stand whole on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(paths.article("phantom-pipeline"));
  const tables = page.locator(".prose__scroll:has(th:nth-child(4))");
  await expect(tables).not.toHaveCount(0);
  const cut = await tables.evaluateAll((all) =>
    all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth),
  );
  expect(cut).toHaveLength(0);
});

test("the line and the hatches of home keep clear of its words at every width", async ({ page }) => {
  await page.goto(paths.home);
  for (const width of [320, 390, 600, 768, 900, 1023, 1024, 1280, 1600]) {
    await page.setViewportSize({ width, height: 900 });
    const crossed = await page.evaluate(() => {
      const drawn = [...document.querySelectorAll(".plumb, .stratum__hatch")].map((one) => one.getBoundingClientRect());
      const words = [...document.querySelectorAll(".sky h1, .sky p, .sky a, .stratum__name, .stratum__q")];
      return words.filter((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const over = (rect: DOMRect, line: DOMRect) =>
          rect.right > line.left && rect.left < line.right && rect.bottom > line.top && rect.top < line.bottom;
        return [...range.getClientRects()].some((rect) => drawn.some((line) => over(rect, line)));
      }).length;
    });
    expect.soft(crossed, `${width} px`).toBe(0);
  }
});

test("a question page brings at most 12 KB of JavaScript in all", async ({ page, server }) => {
  const reference = await startAttempt(server, "diagnostic");
  const bytes = await scriptBytes(page, paths.question("diagnostic", reference, 1), scriptIsRunning);

  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(12 * KILOBYTE);
});

test("a question page defines each custom property that its styles ask for, and no other", async ({ page, server }) => {
  await page.goto(paths.question("diagnostic", await startAttempt(server, "diagnostic"), 1));
  const styles = (await page.locator("style").allTextContents()).join("");
  const named = (pattern: RegExp) => [...new Set(styles.match(pattern))].sort();

  expect(named(/(?<=[{;]\s*)--[\w-]+(?=:)/g)).toEqual(named(/(?<=var\()--[\w-]+/g));
  expect(named(/(?<=var\()--[\w-]+/g)).toContain("--ink");
});

test("an article and a term bring under 1 KB of JavaScript, for the links of the doors", async ({ page }) => {
  for (const address of [paths.article("phantom-pipeline"), paths.term("band")])
    expect(await scriptBytes(page, address), address).toBeLessThan(KILOBYTE);
});

test("home and start bring under 1 KB of JavaScript, for how a visitor came; so does a result, for its link and what was asked", async ({
  page,
  server,
}) => {
  for (const address of [paths.home, paths.start("snapshot"), paths.result(await completed(server, "E2"))])
    expect(await scriptBytes(page, address), address).toBeLessThan(KILOBYTE);
});

for (const width of WIDTHS) {
  test(`nothing shifts while home, a question and a result load at ${width}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 800 });
    const question = paths.question("snapshot", await startAttempt(server, "snapshot"), 1);
    for (const address of [paths.home, question, paths.result(await completed(server, "E2"))]) {
      await page.goto(address);
      expect(await steady(page, () => page.goto(address)), address).toBe(true);
    }
  });
}
