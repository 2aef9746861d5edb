import type { APIRoute, InferGetStaticPropsType } from "astro";
import { loadReading } from "#src/articles/reading.ts";
import { pageCard } from "#src/report/card/card.ts";
import { cardResponse } from "#src/report/card/response.ts";
import { SHEET_NAMES } from "#src/words/practice.ts";

export const prerender = true;

/** One card for every article, term, example and worksheet, and one for each of their lists. */
export function getStaticPaths() {
  const reading = loadReading();
  const { bank, site, library } = reading;
  const { reading: words, practice } = reading.words;
  const layers = bank.layers.map(({ name }) => name);
  const card = (folder: string, slug: string, title: string, line: string) => ({
    params: { folder, slug },
    props: { site, layers, title, line },
  });
  const { overview } = practice.frame;
  return [
    card("practice", "index", overview.title, overview.card),
    ...SHEET_NAMES.map((name) => {
      const { title, short } = practice.sheets[name];
      return card("practice", name, title, short);
    }),
    card("articles", "index", words.articles.title, words.articles.card),
    card("glossary", "index", words.glossary.title, words.glossary.card),
    card("examples", "index", words.examples.title, words.examples.card),
    ...library.articles.map(({ slug, title, summary }) => card("articles", slug, title, summary)),
    ...library.terms.map(({ slug, term, short }) => card("glossary", slug, term, short)),
    ...library.examples.map(({ slug, title }) => card("examples", slug, title, words.examples.fictional)),
  ];
}

export const GET: APIRoute<InferGetStaticPropsType<typeof getStaticPaths>> = async ({ props }) =>
  cardResponse(await pageCard(props));
