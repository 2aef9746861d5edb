import { paths } from "#src/paths.ts";
import { FOUND_PAGES } from "#src/routes.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { all, BUILT, textAt } from "#test/support/browser/page-text.ts";

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
