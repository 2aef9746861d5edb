import { OPEN_ORIGIN, paths } from "#src/paths.ts";
import type { Site } from "#src/words/site.ts";
import type { Article, Term } from "./article.ts";
import type { CommitDates } from "./commit-dates.ts";

/** One thing in the vocabulary of schema.org. */
export type Thing = { "@type": string } & Record<string, unknown>;

const address = (path: string) => paths.absolute(OPEN_ORIGIN, path);

/** Things as the text of a data block. Nothing in it can end the script element that holds it. */
export function jsonLd(things: readonly Thing[]): string {
  return JSON.stringify({ "@context": "https://schema.org", "@graph": things })
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** The firm behind the site, by what `content/site.yaml` says. */
export function organization({ name, description, email }: Site): Thing {
  return {
    "@type": "Organization",
    "@id": `${address(paths.home)}#organization`,
    name,
    url: address(paths.home),
    logo: address("/icon.svg"),
    description,
    email,
  };
}

/** An article. The organization is its author; its dates are those of its commits, or none. */
export function articleThing(site: Site, article: Article, dates: CommitDates | null): Thing {
  const { slug, title, summary, answer } = article;
  return {
    "@type": "Article",
    headline: title,
    description: summary,
    abstract: answer,
    image: address(paths.readingCard("articles", slug)),
    url: address(paths.article(slug)),
    mainEntityOfPage: address(paths.article(slug)),
    inLanguage: site.language,
    author: organization(site),
    publisher: organization(site),
    ...(dates && { datePublished: dates.published, dateModified: dates.modified }),
  };
}

/** The questions of an article with their answers. */
export function faqPage({ questions }: Pick<Article, "questions">): Thing {
  return {
    "@type": "FAQPage",
    mainEntity: questions.map(({ ask, answer }) => ({
      "@type": "Question",
      name: ask,
      acceptedAnswer: { "@type": "Answer", text: answer },
    })),
  };
}

/** The way down to a page; each step is a name and its path. */
export function breadcrumbs(steps: readonly (readonly [name: string, path: string])[]): Thing {
  return {
    "@type": "BreadcrumbList",
    itemListElement: steps.map(([name, path], place) => ({
      "@type": "ListItem",
      position: place + 1,
      name,
      item: address(path),
    })),
  };
}

const termSet = (name: string) => ({ "@type": "DefinedTermSet", name, url: address(paths.glossary) });

/** One term, in the set that the glossary is. */
export function definedTerm({ slug, term, short }: Term, glossary: string): Thing {
  return {
    "@type": "DefinedTerm",
    name: term,
    description: short,
    url: address(paths.term(slug)),
    inDefinedTermSet: termSet(glossary),
  };
}

export function definedTermSet(site: Site, name: string, terms: readonly Term[]): Thing {
  return {
    ...termSet(name),
    inLanguage: site.language,
    publisher: organization(site),
    hasDefinedTerm: terms.map(({ slug, term, short }) => ({
      "@type": "DefinedTerm",
      name: term,
      description: short,
      url: address(paths.term(slug)),
    })),
  };
}
