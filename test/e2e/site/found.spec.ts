import { readdirSync } from "node:fs";
import { join } from "node:path";
import { OPEN_ORIGIN, paths } from "#src/paths.ts";
import { FOUND_PAGES } from "#src/routes.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { ROOT } from "#test/support/root.ts";
import type { Server } from "#test/support/server/server.ts";
import { site, words } from "#test/support/words.ts";

const CLIENT = join(ROOT, "dist/client");

/** Every page that was made at build time, by its path; templates and error pages are none. */
const BUILT = readdirSync(CLIENT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
  .map(({ parentPath, name }) => join(parentPath, name).slice(CLIENT.length))
  .map((file) => file.replace(/\/?index\.html$/, "").replace(/\.html$/, "") || "/")
  .filter((path) => !/^\/(problem|404)/.test(path));

async function textAt(server: Server, path: string): Promise<string> {
  const answer = await fetch(server.url + path);
  expect(answer.status, path).toBe(200);
  return answer.text();
}

const decoded = (text: string) => text.replaceAll("&amp;", "&").replaceAll("&#38;", "&").replaceAll("&quot;", '"');
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, found = ""]) => decoded(found));

test("every link and every fragment of every public page leads somewhere", async ({ server }) => {
  const pages = new Map<string, string>();
  for (const path of new Set([...BUILT, ...FOUND_PAGES])) pages.set(path, await textAt(server, path));
  expect(pages.size).toBeGreaterThan(80);

  const broken: string[] = [];
  const asked = new Map<string, number>();
  for (const [path, html] of pages) {
    const here = new URL(path, server.url);
    const sources = all(html, /<dl class="method__sources">(.*?)<\/dl>/gs).join("");
    const given = new Set(all(sources, /href="(https:[^"]*)"/g));
    for (const link of new Set(all(html, /\s(?:href|src)="([^"]*)"/g)).difference(given)) {
      const target = new URL(link, here);
      if (target.origin !== server.url) {
        if (!target.protocol.startsWith("mailto")) broken.push(`${path} leads out to ${link}`);
        continue;
      }
      const other = pages.get(target.pathname.replace(/(?<=.)\/$/, ""));
      if (other === undefined && !asked.has(target.pathname)) {
        const { status } = await fetch(target, { redirect: "manual" });
        asked.set(target.pathname, status);
      }
      // The founder's own pages ask for a sign-in, and say so with their status.
      const status = asked.get(target.pathname) ?? 200;
      const signIn = status === 401 && target.pathname.startsWith(paths.progress);
      if (status !== 200 && !signIn) broken.push(`${path}: ${link} is ${status}`);
      const fragment = decodeURIComponent(target.hash.slice(1));
      if (fragment && !(other ?? "").includes(`id="${fragment}"`)) broken.push(`${path}: ${link} has no such place`);
    }
  }
  expect(broken).toEqual([]);
});

test("every public page says what it is, where it is and how it looks, under the public address", async ({
  server,
}) => {
  const map = all(await textAt(server, paths.sitemap), /<loc>([^<]+)<\/loc>/g);
  expect(map.length).toBeGreaterThan(80);
  // What was built to be found and what is told to be found are the same.
  expect(BUILT.filter((path) => !map.includes(server.url + path))).toEqual([]);
  const titles: string[] = [];
  const images = new Set<string>();
  for (const address of map.map((one) => new URL(one))) {
    const { pathname: path } = address;
    expect(address.origin).toBe(server.url);
    const html = await textAt(server, path);
    expect(html, path).not.toContain(OPEN_ORIGIN);
    const [head = ""] = html.split("</head>");
    titles.push(...all(head, /<title>([^<]+)<\/title>/g));
    expect(all(head, /<link rel="canonical" href="([^"]+)"/g), path).toEqual([address.href]);
    expect(all(head, /<meta name="description" content="([^"]{30,})"/g), path).toHaveLength(1);
    expect(all(head, /<meta property="og:url" content="([^"]+)"/g), path).toEqual([address.href]);
    const [image = ""] = all(head, /<meta property="og:image" content="([^"]+)"/g);
    expect(image, path).toMatch(new RegExp(`^${server.url}/cards/`));
    images.add(image);
    const card = await fetch(image, { method: "HEAD" });
    expect([card.status, card.headers.get("content-type")], image).toEqual([200, "image/png"]);
  }
  expect(new Set(titles).size).toBe(titles.length);
  expect(images.size).toBe(titles.length);
});

test("a headline that names its layer twice is said whole", async ({ page }) => {
  await page.goto(paths.example("agency"));
  await expect(page.locator("#dominant")).toHaveText(
    "Revenue Visibility and Velocity and Flow are level. Start with Revenue Visibility, which comes first in the chain.",
  );
});

test("structured data of built pages can be read and names the kinds of things they are", async ({ server }) => {
  const kinds = async (path: string) => {
    const blocks = (await textAt(server, path)).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs);
    return [...blocks].flatMap(([, block = ""]) => {
      expect(block).not.toContain(OPEN_ORIGIN);
      return (JSON.parse(block)["@graph"] as { "@type": string }[]).map((thing) => thing["@type"]);
    });
  };
  expect(await kinds(paths.home)).toEqual(["Organization", "FAQPage"]);
  expect(await kinds(paths.article("phantom-pipeline"))).toEqual(["BreadcrumbList", "Article", "FAQPage"]);
  expect(await kinds(paths.articles)).toEqual(["BreadcrumbList", "Organization"]);
  expect(await kinds(paths.term("band"))).toEqual(["BreadcrumbList", "DefinedTerm"]);
  expect(await kinds(paths.glossary)).toEqual(["BreadcrumbList", "DefinedTermSet"]);
});

test("a term stands on every article, question and section of the method that it leads to, and they on it", async ({
  server,
}) => {
  const slugs = (html: string, kind: RegExp) => [...new Set(all(html, kind))].toSorted();
  const prose = (html: string) => html.split("</head>")[1] ?? "";
  const index = prose(await textAt(server, paths.glossary));
  const terms = slugs(index, /href="\/glossary\/([a-z-]+)"/g);
  expect(terms.length).toBeGreaterThanOrEqual(40);
  const [, body = ""] = (await textAt(server, paths.method())).split('class="method__body"');
  const parts = body.split(/(?=<(?:section|div) class="method__(?:part|item)" id=")/).slice(1);
  const places = parts.map((html): [string, string] => [`/method#${/id="([^"]+)"/.exec(html)?.[1]}`, html]);
  for (const slug of slugs(prose(await textAt(server, paths.articles)), /href="\/articles\/([a-z-]+)"/g))
    places.push([paths.article(slug), prose(await textAt(server, paths.article(slug)))]);
  const there = places.flatMap(([place, html]) =>
    slugs(html, /href="\/glossary\/([a-z-]+)"/g).map((term) => `${term} ${place}`),
  );
  const back: string[] = [];
  for (const term of terms) {
    const ways = (await textAt(server, paths.term(term))).split('class="ways"')[1] ?? "";
    const leads = slugs(ways, /href="(\/articles\/[a-z-]+|\/method#[\w-]+)"/g);
    expect(leads.join(" "), term).toMatch(/\/articles\/.*\/method#/);
    back.push(...leads.map((lead) => `${term} ${lead}`));
  }
  expect(there.toSorted()).toEqual(back.toSorted());
});

test("about and services say what the site's facts hold, and leave out what they do not", async ({ server }) => {
  const about = await textAt(server, paths.aboutSite);
  for (const fact of ["email", "phone", "legalName", "founded", "postalAddress"] as const)
    expect(about.includes(`<dt>${words.sitePages.about[fact]}</dt>`), fact).toBe(site[fact] !== undefined);
  const services = await (await fetch(server.url + paths.services)).text();
  expect(services.includes(site.call.headline)).toBe(site.call.enabled);
  expect(services.includes(`>${words.sitePages.services.offered.replace("{site}", site.name)}<`)).toBe(
    (site.services ?? []).length > 0,
  );
});

/** What a page shows, closed answers included, in one line. A term stands in small letters where it is no heading. */
const shown = (html: string) =>
  decoded(html.replace(/<(script|style|svg)\b.*?<\/\1>/gs, " ").replace(/<[^>]+>/g, " "))
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ")
    .replace(/ (?=[.,;:?])/g, "")
    .toLowerCase();

interface Thing {
  name?: string;
  headline?: string;
  abstract?: string;
  acceptedAnswer?: { text: string };
  mainEntity?: Thing[];
  itemListElement?: Thing[];
}

const wordsOf = ({
  name,
  headline,
  abstract,
  acceptedAnswer,
  mainEntity = [],
  itemListElement = [],
}: Thing): string[] =>
  [name, headline, abstract, acceptedAnswer?.text, ...[...mainEntity, ...itemListElement].flatMap(wordsOf)].filter(
    (words) => words !== undefined,
  );

test("what structured data says of a page stands on it", async ({ server }) => {
  const map = all(await textAt(server, paths.sitemap), /<loc>([^<]+)<\/loc>/g).map((page) => new URL(page).pathname);
  const unsaid: string[] = [];
  let said = 0;
  for (const path of map) {
    const html = await textAt(server, path);
    const page = shown(html);
    for (const block of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs))
      for (const words of (JSON.parse(block[1] ?? "")["@graph"] as Thing[]).flatMap(wordsOf)) {
        if (!page.includes(words.toLowerCase())) unsaid.push(`${path}: ${words}`);
        said += 1;
      }
  }
  expect(unsaid).toEqual([]);
  expect(said).toBeGreaterThan(map.length);
});

test("a built page has an ETag, is not sent twice, and comes compressed", async ({ server }) => {
  for (const path of [paths.home, paths.article("phantom-pipeline"), paths.sitemap, paths.feed]) {
    const first = await fetch(server.url + path, { headers: { "accept-encoding": "br" } });
    expect(first.headers.get("content-encoding"), path).toBe("br");
    const etag = first.headers.get("etag") ?? "";
    const again = await fetch(server.url + path, { headers: { "accept-encoding": "br", "if-none-match": etag } });
    expect([again.status, await again.text(), again.headers.get("content-security-policy")], path).toEqual([
      304,
      "",
      null,
    ]);
    const plain = await fetch(server.url + path, { headers: { "accept-encoding": "identity" } });
    expect(plain.headers.get("content-encoding"), path).toBeNull();
    expect(plain.headers.get("etag"), path).not.toBe(etag);
    expect(await plain.text(), path).toBe(await first.text());
    const head = await fetch(server.url + path, { method: "HEAD", headers: { "accept-encoding": "identity" } });
    expect([head.status, await head.text()], path).toEqual([200, ""]);
  }
  expect((await fetch(`${server.url}/articles/no-such-article`)).status).toBe(404);
  expect((await fetch(`${server.url}/glossary/no-such-term`)).status).toBe(404);
});

test("robots are let in, told of the sitemap, and kept from indexing private pages by those themselves", async ({
  server,
}) => {
  const robots = await textAt(server, "/robots.txt");
  expect(robots).toContain(`Sitemap: ${server.url}${paths.sitemap}`);
  expect(robots).not.toMatch(/^Disallow: \S/m);
  const told = await textAt(server, "/llms.txt");
  const links = [...told.matchAll(/\]\(([^)]+)\): \S/g)].map(([, address = ""]) => new URL(address));
  expect(links.every(({ origin }) => origin === server.url)).toBe(true);
  const named = links.map(({ pathname }) => pathname);
  for (const list of [paths.home, paths.articles, paths.examples, paths.glossary, paths.practice]) named.push(list);
  const firm: string[] = [paths.aboutSite, paths.services, paths.contact, paths.privacy, paths.accessibility];
  const map = all(await textAt(server, paths.sitemap), /<loc>([^<]+)<\/loc>/g).map((page) => new URL(page).pathname);
  expect(map.filter((page) => !firm.includes(page)).toSorted()).toEqual(named.toSorted());
});

const LANDING = "?utm_source=letter&utm_campaign=may&gclid=g1&other=dropped";

test("from an article the landing query and path go along to the start form of the door", async ({ page, server }) => {
  const files: string[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") files.push(new URL(response.url()).pathname);
  });
  await page.goto(paths.article("phantom-pipeline") + LANDING);
  await page.locator("section.last a.btn").click();
  await expect(page).toHaveURL(/\/diagnostic\?/);
  const value = (name: string) => page.locator(`form [name="${name}"]`).inputValue();
  expect(await value("utm_source")).toBe("letter");
  expect(await value("utm_campaign")).toBe("may");
  expect(await value("gclid")).toBe("g1");
  expect(await value("landing_path")).toBe(paths.article("phantom-pipeline"));
  await expect(page.locator('[name="referrer_host"]')).toHaveCount(0);
  expect(page.url()).not.toContain("other");
  expect(new Set(files).size).toBe(1);
  const script = await (await fetch(server.url + files[0])).text();
  expect(script.length).toBeLessThan(1024);
});

test("a worksheet hands its landing on in the same way, and nothing that was typed", async ({ page }) => {
  await page.goto(paths.practiceSheet("handoffs") + LANDING);
  await page.locator('[name="owner-0"]').fill("Ana Reyes");
  await page.locator(".practice__door a").click();
  await expect(page).toHaveURL(/\/diagnostic\?/);
  const hidden = await page
    .locator(`form[action="${paths.start("diagnostic")}"] input[type="hidden"]:not([name="start"])`)
    .evaluateAll((fields) => fields.map((field) => [field.getAttribute("name"), (field as HTMLInputElement).value]));
  expect(Object.fromEntries(hidden)).toEqual({
    utm_source: "letter",
    utm_campaign: "may",
    gclid: "g1",
    landing_path: paths.practiceSheet("handoffs"),
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an article reads whole, and its door still knows the campaign that led there", async ({ page }) => {
    await page.goto(paths.article("phantom-pipeline") + LANDING);
    await expect(page.locator(".computed").nth(1)).toBeVisible();
    await page.locator("section.last a.btn").click();
    await expect(page).toHaveURL(/\/diagnostic$/);
    expect(await page.locator('[name="landing_path"]').inputValue()).toBe(paths.article("phantom-pipeline"));
    expect(await page.locator('[name="utm_source"]').inputValue()).toBe("letter");
  });

  test("a term leads to its question on the method page and back", async ({ page }) => {
    await page.goto(paths.term("phantom-pipeline"));
    await page.locator(`a[href="${paths.methodItem("P2")}"]`).click();
    const item = page.locator("#question-P2");
    await expect(item).toBeVisible();
    await item.getByRole("link", { name: "phantom pipeline" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Phantom pipeline");
  });
});
