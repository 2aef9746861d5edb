import { sampleNames } from "#src/instruments/samples.ts";
import type { Words } from "#src/words/load.ts";
import type { Article, Term } from "./article.ts";
import type { Example } from "./example.ts";
import { type FigureSource, tokensIn, tokenValues } from "./figures.ts";
import type { Library } from "./library.ts";
import { linksIn, readLink } from "./links.ts";
import { workedExample } from "./retake.ts";

const LEAST_WORDS = 900;
const MOST_WORDS = 1600;
const LEAST_TERMS = 5;

export type LibrarySource = FigureSource & { methodSections: readonly string[] };

/** Words of a Markdown body as a reader counts them: what a link leads to is none. */
export function countWords(body: string): number {
  return (body.replace(/\]\([^)]*\)/g, "]").match(/[\p{L}\p{N}£€$%][\p{L}\p{N}'’.,%£/:-]*/gu) ?? []).length;
}

/** What in a library cannot stand: lengths, links that lead nowhere, numbers that nothing computes. */
export function libraryFaults(library: Library, source: LibrarySource): string[] {
  const places = {
    article: new Set(library.articles.map(({ slug }) => slug)),
    glossary: new Set(library.terms.map(({ slug }) => slug)),
    item: new Set(source.bank.items.map(({ id }) => id)),
    method: new Set([""]),
  };
  const missing = (kind: keyof typeof places, targets: readonly string[], file: string) =>
    targets
      .filter((target) => !places[kind].has(target))
      .map((target) => `${file}: leads to ${kind} ${target}, which is not there.`);
  const bodyLinks = (body: string, file: string) =>
    linksIn(body).flatMap((written) => {
      const link = readLink(written);
      return link
        ? missing(link.kind, [link.target], file)
        : [`${file}: has the link ${written}, which is no link of ours.`];
    });

  const ofArticle = (article: Article) => {
    const file = `articles/${article.slug}.md`;
    return [
      ...lengthFaults(article.body, file),
      ...missing("article", article.related, file),
      ...(article.related.includes(article.slug) ? [`${file}: is related to itself.`] : []),
      ...bodyLinks(article.body, file),
      ...(termsLinked(article.body).size < LEAST_TERMS ? [`${file}: links fewer than ${LEAST_TERMS} terms.`] : []),
      ...figureFaults(article, source, file),
    ];
  };
  const ofTerm = (term: Term) => {
    const file = `glossary/${term.slug}.md`;
    const { method } = term;
    return [
      ...missing("glossary", term.see, file),
      ...missing("article", term.articles, file),
      ...missing("item", term.items, file),
      ...bodyLinks(term.body, file),
      ...(term.items.length === 0 && method === undefined ? [`${file}: names neither an item nor a section.`] : []),
      ...(tokensIn(term.body).length > 0 ? [`${file}: has a number to compute; only articles may.`] : []),
      ...(method === undefined || source.methodSections.includes(method)
        ? []
        : [`${file}: names the section ${method}, which the method page does not have.`]),
    ];
  };
  const samples = sampleNames();
  return [
    ...library.articles.flatMap(ofArticle),
    ...library.terms.flatMap(ofTerm),
    ...library.examples.flatMap((example) => exampleFaults(example, samples, source)),
  ];
}

const plainly = (name: string) => name.replaceAll("’", "'").toLowerCase();

/** Links of the worksheets that lead nowhere, or call what they lead to by another name. */
export function worksheetFaults(sheets: Words["practice"]["sheets"], { articles, terms }: Library): string[] {
  const named = new Map([
    ...articles.map(({ slug, title }): [string, string] => [`article:${slug}`, title]),
    ...terms.map(({ slug, term }): [string, string] => [`glossary:${slug}`, term]),
  ]);
  return Object.entries(sheets).flatMap(([sheet, { links }]) =>
    links.flatMap(({ to, text }) => {
      if (readLink(to)?.kind === "method") return [];
      const name = named.get(to);
      const place = `practice/${sheet}.yaml: links: ${to}`;
      if (name === undefined) return [`${place} is no article and no term that is there.`];
      return plainly(name) === plainly(text) ? [] : [`${place} is called "${text}" here and "${name}" there.`];
    }),
  );
}

/** Terms that a body links to, by their slugs. */
export function termsLinked(body: string): Set<string> {
  const links = linksIn(body).map(readLink);
  return new Set(links.flatMap((link) => (link?.kind === "glossary" ? [link.target] : [])));
}

function lengthFaults(body: string, file: string): string[] {
  const count = countWords(body);
  if (count >= LEAST_WORDS && count <= MOST_WORDS) return [];
  return [`${file}: has ${count} words, not ${LEAST_WORDS} to ${MOST_WORDS}.`];
}

function figureFaults(
  { figures, body, answer, summary, questions }: Article,
  source: FigureSource,
  file: string,
): string[] {
  let values: ReadonlyMap<string, string>;
  try {
    values = tokenValues(source, figures);
  } catch (error) {
    return [`${file}: a figure cannot be computed. ${(error as Error).message}`];
  }
  const used = tokensIn(body);
  const elsewhere = [answer, summary, ...questions.map((question) => question.answer)].flatMap(tokensIn);
  return [
    ...used.filter((token) => !values.has(token)).map((token) => `${file}: nothing computes {{${token}}}.`),
    ...elsewhere.map((token) => `${file}: {{${token}}} stands outside the body.`),
    ...Object.keys(figures)
      .filter((name) => !used.some((token) => token.startsWith(`${name}.`)))
      .map((name) => `${file}: the figure ${name} is not used.`),
  ];
}

/** An answer that moved without an act that moved it, or an act that moved nothing, makes a story that is not true. */
function exampleFaults(example: Example, samples: readonly string[], source: FigureSource): string[] {
  const file = `examples/${example.slug}.yaml`;
  if (!samples.includes(example.slug)) return [`${file}: there is no sample of that name.`];
  const moved = workedExample(source, example).moved.map(({ item }) => item);
  const told = example.did.flatMap((act) => act.moved);
  return [
    ...moved.filter((item) => !told.includes(item)).map((item) => `${file}: no act moved the answer to ${item}.`),
    ...told.filter((item) => !moved.includes(item)).map((item) => `${file}: the answer to ${item} did not move.`),
  ];
}
