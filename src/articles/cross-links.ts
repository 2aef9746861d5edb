import type { Article, Term } from "./article.ts";
import type { Library } from "./library.ts";
import { termsLinked } from "./library-faults.ts";

const belongs = ({ slug, body }: Article, term: Term) =>
  term.articles.includes(slug) || termsLinked(body).has(term.slug);

/** The terms of an article: those it links to and those that name it, so that every link is one of two. */
export function termsOf(library: Library, article: Article): Term[] {
  return library.terms.filter((term) => belongs(article, term));
}

/** The articles of a term, by the same rule. Those that the term names come first, in its order. */
export function articlesOf(library: Library, term: Term): Article[] {
  const place = ({ slug }: Article) =>
    term.articles.includes(slug) ? term.articles.indexOf(slug) : Number.POSITIVE_INFINITY;
  return library.articles.filter((article) => belongs(article, term)).toSorted((a, b) => order(place(a), place(b)));
}

const order = (a: number, b: number) => (a === b ? 0 : a - b);

export function termsOfItem(library: Library, item: string): Term[] {
  return library.terms.filter(({ items }) => items.includes(item));
}

export function termsOfSection(library: Library, section: string): Term[] {
  return library.terms.filter(({ method }) => method === section);
}

/** Articles by their slugs, in that order. */
export function articlesNamed(library: Library, slugs: readonly string[]): Article[] {
  return slugs.flatMap((slug) => library.articles.filter((article) => article.slug === slug));
}

/** Terms by their slugs, in that order. */
export function termsNamed(library: Library, slugs: readonly string[]): Term[] {
  return slugs.flatMap((slug) => library.terms.filter((term) => term.slug === slug));
}
