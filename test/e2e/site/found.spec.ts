import { OPEN_ORIGIN, paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { all, BUILT, textAt } from "#test/support/browser/page-text.ts";
import { site, words } from "#test/support/words.ts";

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
