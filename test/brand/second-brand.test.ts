import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paths } from "#src/paths.ts";
import { cardCache } from "#src/report/card/cache.ts";
import { loadSite } from "#src/words/site.ts";
import { browserPath, LAUNCH_ARGS } from "#test/support/browser/browser.ts";
import { committed } from "#test/support/browser/committing.ts";
import { CHECKED, inkPairsOn } from "#test/support/browser/ink-pairs.ts";
import { KINDS, type Kind } from "#test/support/browser/kinds/kinds.ts";
import { completed, formTime, hiddenField, post, startAttempt } from "#test/support/browser/visitor.ts";
import { bank } from "#test/support/factories.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { readPdf } from "#test/support/read-pdf.ts";
import { ROOT } from "#test/support/root.ts";
import { sampleSource } from "#test/support/sample-reports.ts";
import { buildProject } from "#test/support/server/project.ts";
import { type Server, startServer } from "#test/support/server/server.ts";
import { words } from "#test/support/words.ts";
import { secondBrand } from "./second-brand.ts";

const TEXT = /\.(html|xml|txt|svg|json|css|js|webmanifest)$/;
const first = loadSite();
const second = loadSite(import.meta.dirname);

/** In lower case it is the software's own name in its interfaces, such as the file of the database: no visitor reads it. */
const IN_CODE = /Plumbline/;

/** Everything that only the first brand says: each sentence, name and address of its file that the second's does not have. */
const sentences = (value: unknown): string[] => {
  if (typeof value === "string") return [value.trim()];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sentences) : [];
};
const own = new Set(sentences(second));
const { links: _links, overTime: _label, faces: _faces, colours, ...facts } = first;
const OWN_COLOURS = sentences(colours).filter((colour) => colour !== "#ffffff" && !own.has(colour));
const ONLY_FIRST = sentences(facts).filter((text) => text.length > 3 && !own.has(text));

const plain = (html = "") =>
  html
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&(quot|#34|#x22);/g, '"')
    .replace(/&(#39|#x27|apos);/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");

/** What a text says of the first brand, or says wrongly of the second. */
function faultsIn(text: string, name = /plumbline/i): string[] {
  const said = plain(text);
  const found = ONLY_FIRST.filter((fact) => said.includes(fact));
  if (name.test(said)) found.push("the first brand's name");
  if (said.includes(second.call.offer)) found.push("a call that is not offered");
  if (/&amp;(amp|quot|lt|gt|#\d+);/.test(text)) found.push("a name that is escaped twice");
  if (/<your>|Dublin <2>/.test(text.replace(/="[^"]*"/g, ""))) found.push("a name that is markup");
  return found;
}

describe("the site under a second brand", () => {
  let folder: string;
  let server: Server;
  let browser: Browser | undefined;
  /** Every kind of page as it was answered. */
  const pages: [kind: Kind, html: string][] = [];
  const client = (...path: string[]) => join(folder, "dist/client", ...path);
  const get = async (path: string, status = 200) => {
    const answer = await fetch(server.url + path);
    expect(answer.status, path).toBe(status);
    return answer.text();
  };

  beforeAll(async () => {
    folder = await secondBrand();
    await buildProject(folder);
    server = await startServer({}, folder);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("the two brands differ in every fact", () => {
    expect(ONLY_FIRST.length).toBeGreaterThan(15);
    expect(faultsIn(`${first.name} ${first.email}`)).not.toEqual([]);
  });

  test("no file of the build says the first brand", () => {
    const files = readdirSync(client(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && TEXT.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name));
    expect(files.length).toBeGreaterThan(80);
    expect(readFileSync(client("icon.svg"), "utf8")).toContain(second.mark);
    const styles = files.filter((file) => file.endsWith(".css")).map((file) => readFileSync(file, "utf8"));
    for (const { line } of Object.values(second.colours)) expect(styles.join("\n")).toContain(`--line:${line}`);
    for (const file of files)
      expect(faultsIn(readFileSync(file, "utf8"), file.endsWith(".js") ? IN_CODE : undefined), file).toEqual([]);
  });

  test("every kind of page names the second brand, and no page says the first", async () => {
    const offered = ({ name }: Kind) => !/^(call\b|services)/.test(name);
    for (const kind of KINDS) {
      const address = await kind.address(server);
      let answer = await fetch(server.url + address, { redirect: "manual" });
      let html = await answer.text();
      if (kind.send && offered(kind)) {
        const fields = kind.send(server);
        if (html.includes('name="time"')) fields.time = hiddenField(html, "time");
        answer = await post(server, address, fields);
        html = await answer.text();
      }
      expect(answer.status, kind.name).toBe(offered(kind) ? (kind.status ?? 200) : 404);
      pages.push([kind, html]);
    }
    for (const [{ name }, html] of pages) {
      expect(faultsIn(html), name).toEqual([]);
      expect(plain(html), name).toContain(second.name);
      expect(html, name).toContain(`<html lang="${second.language}"`);
      expect(html, name).toContain(`d="${second.mark}"`);
      if (/result|sizing/i.test(name)) expect(html, name).not.toContain("£");
    }
    const sized = pages.find(([{ name }]) => name === "result with sizing")?.[1];
    expect(sized).toContain("€");
    expect(pages.find(([{ name }]) => name === "sizing form")?.[1]).toMatch(/<option value="EUR" selected>EUR</);
  });

  test("no page sets a text or draws a field in two inks whose contrast nothing checks", async () => {
    browser = await chromium.launch({ executablePath: browserPath(), args: LAUNCH_ARGS });
    const page = await browser.newPage({ bypassCSP: true, reducedMotion: "reduce", baseURL: server.url });
    await page.goto(paths.aboutSite);
    const shown = new Map<string, string>();
    for (const [, html] of pages) {
      await page.setContent(html);
      for (const [pair, where] of await inkPairsOn(page, second.colours.light)) shown.set(pair, where);
    }
    expect([...shown].filter(([pair]) => !CHECKED.includes(pair))).toEqual([]);
    const sure = ["text faint on paper", "text ink on sunk", "text onInk on ink", "text quiet on strata.4"];
    for (const pair of [...sure, "control edge on surface"]) expect([...shown.keys()]).toContain(pair);
  });

  test("head, foot, about and contact say its facts, and nothing leads to what it does not offer", async () => {
    const [home, about, contact, sitemap] = await Promise.all(
      [paths.home, paths.aboutSite, paths.contact, paths.sitemap].map((path) => get(path)),
    );
    const { services, ...links } = second.links;
    for (const label of Object.values(links).filter((text) => text !== links.main))
      expect(plain(home)).toContain(label);
    for (const page of [home, about, contact, sitemap]) expect(page).not.toContain(paths.services);
    expect(plain(home)).not.toContain(`>${services}<`);
    const said = [
      second.legalName,
      String(second.founded),
      second.phone,
      second.email,
      ...(second.postalAddress ?? []),
    ];
    const clients = [...(second.references ?? []), ...(second.prices ?? [])].flatMap((one) => Object.values(one));
    const people = (second.people ?? []).flatMap(({ name, role }) => [name, role]);
    expect(people.length * clients.length).toBeGreaterThan(0);
    for (const fact of people) expect(plain(home)).toContain(fact);
    for (const fact of [...said, ...(second.about ?? []), ...people, ...clients])
      expect(plain(about)).toContain(fact ?? "unset");
    expect(about).toContain(`href="tel:+35315550100"`);
    for (const fact of [second.phone, second.email]) expect(plain(contact)).toContain(fact ?? "unset");
    const result = await get(paths.result(await completed(server, "E2")));
    expect(result).not.toMatch(/\/call"/);
  });

  test("no message, and no PDF in one, says the first brand", async () => {
    const email = "ada@firm.example";
    const reference = await completed(server, "E2");
    const time = await formTime(server, reference);
    await post(server, paths.report(reference), { time, email, name: "Ada", follow: "1" });
    await post(server, paths.founderSignIn, { time, email });
    await post(server, paths.erasure(reference), { time, email });
    await post(server, paths.contact, { time, email, message: "A question." });
    await post(server, paths.finishLater("diagnostic", await startAttempt(server, "diagnostic")), { time, email });
    await committed(server, email);
    const mails = async () => {
      const files = existsSync(server.mailbox)
        ? readdirSync(server.mailbox).filter((name) => name.endsWith(".eml"))
        : [];
      const all = await Promise.all(
        files.map((name) =>
          PostalMime.parse(readFileSync(join(server.mailbox, name)), { attachmentEncoding: "arraybuffer" }),
        ),
      );
      return all.filter(({ to, subject }) => to?.[0]?.address === email || subject?.includes(email));
    };
    await expect.poll(async () => (await mails()).length, { timeout: WAIT_LIMIT }).toBeGreaterThanOrEqual(6);
    const kinds = new Set<string>();
    for (const mail of await mails()) {
      const { subject = "", html = "", text = "" } = mail;
      kinds.add(subject);
      expect(faultsIn([subject, html, text, JSON.stringify(mail.headers)].join("\n")), subject).toEqual([]);
      expect(mail.from, subject).toEqual({ address: second.sender.address, name: "Daughters & Co Müller" });
      expect(plain(html), subject).toContain(second.name);
      for (const { line } of Object.values(second.colours)) expect(html, subject).toContain(line);
      expect(text.replace(/\s+/g, " "), subject).toContain(second.name);
      for (const { content, filename } of mail.attachments) {
        expect(filename).toMatch(/^example-daughters-muller-/);
        const pdf = await readPdf(Buffer.from(content as ArrayBuffer));
        expect(faultsIn(JSON.stringify([pdf.texts, pdf.info, pdf.outline, pdf.tags]))).toEqual([]);
        expect(pdf.texts.join(" ")).toContain(second.name);
      }
    }
    expect(server.log.filter(({ level }) => level === "error")).toEqual([]);
    expect(kinds.size).toBeGreaterThanOrEqual(6);
    expect((await mails()).flatMap(({ attachments }) => attachments).length).toBeGreaterThan(0);
  });

  test("the cards of pages and results are drawn with its name and its line", async () => {
    const drawn = async (path: string) => Buffer.from(await (await fetch(server.url + path)).arrayBuffer());
    const second = loadSite(join(folder, "content"));
    const frame = { plumb: words.pages.result.bar, layers: bank.layers.map(({ name }) => name) };
    const home = ({ tagline, footer }: typeof first) => ({ title: tagline, line: footer });
    const served = await drawn(paths.pageCard("home"));
    expect(served.equals(await cardCache({ ...frame, site: second })(home(second)))).toBe(true);
    expect(served.equals(await cardCache({ ...frame, site: first })(home(second)))).toBe(false);
    const about = { title: words.sitePages.about.title, line: second.name };
    expect((await drawn(paths.pageCard("about"))).equals(await cardCache({ ...frame, site: second })(about))).toBe(
      true,
    );
    const result = await drawn(paths.card(await completed(server, "E2")));
    const { report } = sampleSource("software-firm");
    expect(result.length).toBeGreaterThan(10_000);
    const cards = [first, second].map((site) => cardCache({ ...frame, site })({ report, shape: "wide" }));
    const [one, two] = await Promise.all(cards);
    expect(one?.equals(two ?? one)).toBe(false);
    const recoloured = { ...second, colours: first.colours };
    expect(served.equals(await cardCache({ ...frame, site: recoloured })(home(second)))).toBe(false);
  });
});

describe("the code", () => {
  test("knows no brand: no name, address, sentence or line of site.yaml stands in it", () => {
    const files = ["src", "db"]
      .flatMap((top) => readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && /\.(ts|tsx|astro|css|mjs)$/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length + 1));
    const telling = files.filter((file) => {
      const text = readFileSync(join(ROOT, file), "utf8");
      const isDrawn = OWN_COLOURS.some((colour) => text.includes(colour));
      return isDrawn || IN_CODE.test(text) || ONLY_FIRST.some((fact) => fact.length > 8 && text.includes(fact));
    });
    expect(telling).toEqual([]);
  });
});
