import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { browserPath, LAUNCH_ARGS } from "#test/support/browser/browser.ts";
import { completed, formTime, post } from "#test/support/browser/visitor.ts";
import { ROOT } from "#test/support/root.ts";
import { theMailTo } from "#test/support/server/mail.ts";
import { type Server, startServer } from "#test/support/server/server.ts";

const SCREEN = { width: 1280, height: 900 };
const SHEET = { width: 680, height: 1000 };
const fromPackage = (path: string) => createRequire(import.meta.url).resolve(path);
const ASTRO = join(ROOT, "node_modules/astro/bin/astro.mjs");

/**
 * Builds the site of the working directory and takes pictures of what it shows: home, result and mail by day and by night,
 * the PDF with a picture of its first page, the card. Needs a browser.
 * @returns the files, in `folder`
 */
export async function takePictures(folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => resolve(folder, name);
  execFileSync(process.execPath, [ASTRO, "build", "--silent"], { stdio: "inherit" });
  const server = await startServer({}, process.cwd());
  const browser = await chromium.launch({ executablePath: browserPath(), args: LAUNCH_ARGS });
  try {
    const reference = await completed(server, "E2");
    const mail = await mailOf(server, reference);
    const files = [at("paper.pdf"), at("paper.png"), at("card.png")];
    writeFileSync(at("card.png"), await bytesOf(server, paths.card(reference)));
    const pdf = await bytesOf(server, paths.pdf(reference));
    writeFileSync(at("paper.pdf"), pdf);
    writeFileSync(at("paper.png"), await firstPage(browser, server, pdf));
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ viewport: SCREEN, colorScheme, reducedMotion: "reduce" });
      const take = async (name: string) => {
        const path = at(`${name}-${colorScheme}.png`);
        await page.screenshot({ path });
        files.push(path);
      };
      for (const [name, path] of [
        ["home", paths.home],
        ["result", paths.result(reference)],
      ] as const) {
        await page.goto(server.url + path);
        await page.evaluate(() => document.fonts.ready);
        await take(name);
      }
      await page.setViewportSize(SHEET);
      await page.goto("about:blank");
      await page.setContent(mail);
      await take("mail");
      await page.close();
    }
    return files.toSorted();
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function bytesOf(server: Server, path: string): Promise<Buffer> {
  const answer = await fetch(server.url + path);
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`);
  return Buffer.from(await answer.arrayBuffer());
}

/** The HTML of the report mail of a result, asked for by its form. */
async function mailOf(server: Server, reference: string): Promise<string> {
  const email = "reader@firm.example";
  const time = await formTime(server, reference);
  await post(server, paths.report(reference), { time, email });
  return (await theMailTo(server, email)).html;
}

/** The first page of a PDF, drawn by Mozilla's pdf.js in the browser. */
async function firstPage(browser: Browser, server: Server, pdf: Buffer): Promise<Buffer> {
  const page = await browser.newPage({ bypassCSP: true });
  await page.route("**/pdfjs/*", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      path: fromPackage(`pdfjs-dist/legacy/build/${route.request().url().split("/").at(-1)}`),
    }),
  );
  await page.goto(server.url + paths.aboutSite);
  const drawn = await drawIn(page, pdf.toString("base64"));
  await page.close();
  return Buffer.from(drawn.slice(drawn.indexOf(",") + 1), "base64");
}

const drawIn = (page: Page, pdf: string) =>
  page.evaluate(async (base64) => {
    const library = "/pdfjs/pdf.min.mjs";
    const { getDocument, GlobalWorkerOptions } = await import(library);
    GlobalWorkerOptions.workerSrc = "/pdfjs/pdf.worker.min.mjs";
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const sheet = await (await getDocument({ data }).promise).getPage(1);
    const viewport = sheet.getViewport({ scale: 1.5 });
    const canvas = Object.assign(document.createElement("canvas"), { width: viewport.width, height: viewport.height });
    await sheet.render({ canvas, viewport }).promise;
    return canvas.toDataURL("image/png");
  }, pdf);
