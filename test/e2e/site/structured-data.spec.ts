import { OPEN_ORIGIN, paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { all, decoded, textAt } from "#test/support/browser/page-text.ts";

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
