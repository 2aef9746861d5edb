import { OPEN_ORIGIN, paths } from "#src/paths.ts";
import type { ReadingWords } from "#src/words/reading.ts";
import type { Site } from "#src/words/site.ts";
import type { CommitDates } from "./commit-dates.ts";
import { escapeHtml as escaped } from "./finish-html.ts";
import type { Library } from "./library.ts";

const address = (path: string) => paths.absolute(OPEN_ORIGIN, path);

/** Dates of an article by its slug. */
export type DatesOf = (slug: string) => CommitDates | null;

/** Articles as RSS 2.0, the newest first where dates are known. */
export function rss(site: Site, { articles }: Library, words: ReadingWords["articles"], datesOf: DatesOf): string {
  const items = articles
    .map((article) => ({ ...article, dates: datesOf(article.slug) }))
    .toSorted((a, b) => timeOf(b.dates) - timeOf(a.dates))
    .map(({ slug, title, summary, dates }) =>
      [
        "<item>",
        `<title>${escaped(title)}</title>`,
        `<link>${address(paths.article(slug))}</link>`,
        `<guid isPermaLink="true">${address(paths.article(slug))}</guid>`,
        `<description>${escaped(summary)}</description>`,
        ...(dates ? [`<pubDate>${new Date(dates.published).toUTCString()}</pubDate>`] : []),
        "</item>",
      ].join(""),
    );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
    `<title>${escaped(`${site.name}: ${words.title}`)}</title>`,
    `<link>${address(paths.articles)}</link>`,
    `<atom:link href="${address(paths.feed)}" rel="self" type="application/rss+xml"/>`,
    `<description>${escaped(words.lede)}</description>`,
    `<language>${escaped(site.language)}</language>`,
    ...items,
    "</channel></rss>",
    "",
  ].join("\n");
}

const timeOf = (dates: CommitDates | null) => (dates ? Date.parse(dates.published) : 0);

/** Every page that a stranger may find, with the date of its last change where that is known. */
export function sitemap(pages: readonly string[], { articles, terms, examples }: Library, datesOf: DatesOf): string {
  const entries: [path: string, modified?: string][] = [
    ...pages.map((path): [string] => [path]),
    ...articles.map(({ slug }): [string, string?] => [paths.article(slug), datesOf(slug)?.modified]),
    ...terms.map(({ slug }): [string] => [paths.term(slug)]),
    ...examples.map(({ slug }): [string] => [paths.example(slug)]),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...entries.map(
      ([path, modified]) =>
        `<url><loc>${escaped(address(path))}</loc>${modified ? `<lastmod>${modified}</lastmod>` : ""}</url>`,
    ),
    "</urlset>",
    "",
  ].join("\n");
}

/** Pages under one heading, each with what it is. */
export interface Listed {
  title: string;
  pages: [name: string, path: string, note: string][];
}

/**
 * What there is on the site, for whoever reads by machine: a title, a summary and lists of links. `doing` is what stands
 * before everything that is to be read.
 */
export function llmsText(
  site: Site,
  { articles, terms, examples }: Library,
  words: ReadingWords,
  doing: readonly Listed[],
): string {
  const lists: Listed[] = [
    ...doing,
    {
      title: words.articles.title,
      pages: articles.map(({ slug, title, summary }) => [title, paths.article(slug), summary]),
    },
    {
      title: words.examples.title,
      pages: examples.map(({ slug, title, summary }) => [title, paths.example(slug), summary]),
    },
    { title: words.glossary.title, pages: terms.map(({ slug, term, short }) => [term, paths.term(slug), short]) },
  ];
  return [
    `# ${site.name}`,
    "",
    `> ${site.description}`,
    "",
    ...lists.flatMap(({ title, pages }) => [
      `## ${title}`,
      "",
      ...pages.map(([name, path, note]) => `- [${name}](${address(path)}): ${note}`),
      "",
    ]),
  ].join("\n");
}
