import { describe, expect, it } from "vitest";
import { z } from "zod";
import { llmsText, rss, sitemap } from "#src/articles/feeds.ts";
import { loadReading } from "#src/articles/reading.ts";
import {
  articleThing,
  breadcrumbs,
  definedTerm,
  definedTermSet,
  faqPage,
  jsonLd,
  organization,
} from "#src/articles/structured-data.ts";
import { OPEN_ORIGIN, paths } from "#src/paths.ts";
import { FOUND_PAGES } from "#src/routes.ts";

const { library, site, words } = loadReading();
const [article] = library.articles;
const [term] = library.terms;
if (!article || !term) throw new Error("There is nothing to read.");
const dates = { published: "2026-11-20T10:00:00+00:00", modified: "2026-11-22T10:00:00+00:00" };

/** Properties that schema.org and the readers of structured data require or recommend; nothing besides is sent. */
const text = z.string().min(1);
const address = z.url().startsWith(`${OPEN_ORIGIN}/`);
const date = z.iso.datetime({ offset: true });
const Organization = z.strictObject({
  "@type": z.literal("Organization"),
  "@id": address,
  name: text,
  url: address,
  logo: address,
  description: text,
  email: z.email(),
});
const Article = z.strictObject({
  "@type": z.literal("Article"),
  headline: text.max(110),
  description: text,
  abstract: text,
  image: address,
  url: address,
  mainEntityOfPage: address,
  inLanguage: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
  author: Organization,
  publisher: Organization,
  datePublished: date.optional(),
  dateModified: date.optional(),
});
const FAQPage = z.strictObject({
  "@type": z.literal("FAQPage"),
  mainEntity: z
    .array(
      z.strictObject({
        "@type": z.literal("Question"),
        name: text.endsWith("?"),
        acceptedAnswer: z.strictObject({ "@type": z.literal("Answer"), text }),
      }),
    )
    .min(3),
});
const BreadcrumbList = z.strictObject({
  "@type": z.literal("BreadcrumbList"),
  itemListElement: z
    .array(z.strictObject({ "@type": z.literal("ListItem"), position: z.int().positive(), name: text, item: address }))
    .min(2),
});
const set = { "@type": z.literal("DefinedTermSet"), name: text, url: address };
const term_ = { "@type": z.literal("DefinedTerm"), name: text, description: text, url: address };
const DefinedTerm = z.strictObject({ ...term_, inDefinedTermSet: z.strictObject(set) });
const DefinedTermSet = z.strictObject({
  ...set,
  inLanguage: text,
  publisher: Organization,
  hasDefinedTerm: z.array(z.strictObject(term_)).min(40),
});

describe("Structured data", () => {
  it("fits the types of schema.org", () => {
    Organization.parse(organization(site));
    for (const one of library.articles) {
      Article.parse(articleThing(site, one, dates));
      FAQPage.parse(faqPage(one));
    }
    for (const one of library.terms) DefinedTerm.parse(definedTerm(one, "Glossary"));
    DefinedTermSet.parse(definedTermSet(site, "Glossary", library.terms));
    BreadcrumbList.parse(
      breadcrumbs([
        ["Home", paths.home],
        ["Articles", paths.articles],
      ]),
    );
  });

  it("numbers the steps down to a page from 1", () => {
    const { itemListElement } = BreadcrumbList.parse(
      breadcrumbs([
        ["Home", paths.home],
        ["Articles", paths.articles],
      ]),
    );
    expect(itemListElement.map(({ position, name, item }) => [position, name, item])).toEqual([
      [1, "Home", `${OPEN_ORIGIN}/`],
      [2, "Articles", `${OPEN_ORIGIN}/articles`],
    ]);
  });

  it("names the organization of the site as author, and no date that is not known", () => {
    const thing = Article.parse(articleThing({ ...site, name: "Other Firm" }, article, null));
    expect(thing.author.name).toBe("Other Firm");
    expect(thing).not.toHaveProperty("datePublished");
    expect(thing).not.toHaveProperty("dateModified");
  });

  it("cannot end the element that holds it, whatever a title says", () => {
    const hostile = "</script><script>alert(1)</script><!--\u2028";
    const written = jsonLd([{ "@type": "Article", headline: hostile }]);
    expect(written).not.toMatch(/[<\u2028]/);
    expect(JSON.parse(written)["@graph"][0].headline).toBe(hostile);
  });
});

describe("Lists for machines", () => {
  it("hold every article in the feed, the newest first, with its date where it is known", () => {
    const datesOf = (slug: string) => (slug === article.slug ? dates : null);
    const feed = rss(site, library, words.reading.articles, datesOf);
    const links = [...feed.matchAll(/<guid isPermaLink="true">([^<]+)<\/guid>/g)].map(([, link]) => link);
    expect(links[0]).toBe(`${OPEN_ORIGIN}${paths.article(article.slug)}`);
    expect(links).toHaveLength(library.articles.length);
    expect(feed.match(/<pubDate>[^<]+<\/pubDate>/g)).toEqual(["<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>"]);
  });

  it("escape what is markup in XML", () => {
    const odd = { ...article, title: 'Deals & <stages> "now"' };
    const feed = rss(site, { ...library, articles: [odd] }, words.reading.articles, () => null);
    expect(feed).toContain("<title>Deals &amp; &lt;stages&gt; &quot;now&quot;</title>");
  });

  it("hold every public page once in the sitemap, and none that is private", () => {
    const map = sitemap(FOUND_PAGES, library, () => dates);
    const found = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, page = ""]) => page.slice(OPEN_ORIGIN.length));
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBe(
      FOUND_PAGES.length + library.articles.length + library.terms.length + library.examples.length,
    );
    expect(
      found.filter((page) => /^\/(results|shared|progress|seats|desk|preview|hooks|erase|retake)/.test(page)),
    ).toEqual([]);
    expect(map.match(/<lastmod>/g)).toHaveLength(library.articles.length);
  });

  it("say in llms.txt what there is to read", () => {
    const doing = [{ title: "To do", pages: [["A sheet", "/sheet", "What it does."] as [string, string, string]] }];
    const text = llmsText(site, library, words.reading, doing);
    expect(text).toMatch(new RegExp(`^# ${site.name}\n\n> `));
    expect(text).toContain(`\n\n## To do\n\n- [A sheet](${OPEN_ORIGIN}/sheet): What it does.\n\n## `);
    for (const { slug } of library.articles) expect(text).toContain(`(${OPEN_ORIGIN}${paths.article(slug)})`);
  });
});
