import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CONTENT, ContentError, readAll, readContent } from "#src/content.ts";
import { askedNow } from "#src/instruments/asked-now.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { type Article, articleFile, type Term, termFile } from "./article.ts";
import { type Example, exampleFile } from "./example.ts";
import { type LibrarySource, libraryFaults } from "./library-faults.ts";
import { withItems } from "./links.ts";
import { readMarkdown } from "./read-markdown.ts";

/** All that there is to read beside the product's own pages. Terms are in alphabetical order, the rest by file name. */
export interface Library {
  articles: Article[];
  terms: Term[];
  examples: Example[];
}

const namesIn = (folder: string, ending: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .toSorted();

/**
 * Reads every file, whether or not they fit together. A question that a version has replaced stands for the one that took
 * its place, so that publishing breaks no link.
 */
export function readLibrary(banks: Pick<Banks, "all">, folder = CONTENT): Library {
  const asked = (item: string) => askedNow(banks, item);
  return {
    articles: readAll(
      namesIn(join(folder, "articles"), ".md").map((slug) => () => {
        const { head, body } = readMarkdown(folder, `articles/${slug}.md`, articleFile);
        return { ...head, slug, body: withItems(body, asked) };
      }),
    ),
    terms: readAll(
      namesIn(join(folder, "glossary"), ".md").map((slug) => () => {
        const { head, body } = readMarkdown(folder, `glossary/${slug}.md`, termFile);
        return { ...head, slug, items: head.items.map(asked), body: withItems(body, asked) };
      }),
    ).toSorted((a, b) => a.term.localeCompare(b.term, "en", { sensitivity: "base" })),
    examples: readAll(
      namesIn(join(folder, "examples"), ".yaml").map((slug) => () => {
        const { did, ...rest } = readContent(folder, `examples/${slug}.yaml`, exampleFile);
        return { ...rest, slug, did: did.map((act) => ({ ...act, moved: act.moved.map(asked) })) };
      }),
    ),
  };
}

/**
 * The library that pages are made of.
 * @throws {ContentError} with one sentence a fault, when a file does not parse or leads nowhere.
 */
export function loadLibrary(source: LibrarySource, banks: Pick<Banks, "all">): Library {
  const library = readLibrary(banks);
  const faults = libraryFaults(library, source);
  if (faults.length > 0) throw new ContentError(faults);
  return library;
}
