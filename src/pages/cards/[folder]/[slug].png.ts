import type { APIRoute, InferGetStaticPropsType } from "astro";
import { loadReading } from "#src/articles/reading.ts";
import { CONTENT, readContent } from "#src/content.ts";
import { cardAnswer } from "#src/report/card/answer.ts";
import { pageCard } from "#src/report/card/card.ts";
import { listSheets } from "#src/words/list-sheets.ts";
import { practiceFile } from "#src/words/practice.ts";

export const prerender = true;

/** One card for every article, term, example and worksheet, and one for each of their lists. */
export function getStaticPaths() {
  const { bank, site, library, readingWords: words } = loadReading();
  const layers = bank.layers.map(({ name }) => name);
  const card = (folder: string, slug: string, title: string, line: string) => ({
    params: { folder, slug },
    props: { site, layers, title, line },
  });
  const { overview } = readContent(CONTENT, "practice/frame.yaml", practiceFile);
  return [
    card("practice", "index", overview.title, overview.card),
    ...listSheets().map(({ name, words: sheet }) => card("practice", name, sheet.title, sheet.short)),
    card("articles", "index", words.articles.title, words.articles.card),
    card("glossary", "index", words.glossary.title, words.glossary.card),
    card("examples", "index", words.examples.title, words.examples.card),
    ...library.articles.map(({ slug, title, summary }) => card("articles", slug, title, summary)),
    ...library.terms.map(({ slug, term, short }) => card("glossary", slug, term, short)),
    ...library.examples.map(({ slug, title }) => card("examples", slug, title, words.examples.fictional)),
  ];
}

export const GET: APIRoute<InferGetStaticPropsType<typeof getStaticPaths>> = async ({ props }) =>
  cardAnswer(await pageCard(props));
