import { CONTENT, ContentError, loadBank, readContent } from "../instruments/catalog.ts";
import { methodFile } from "../report/method-words.ts";
import { siteFile } from "../report/site.ts";
import { wordsFile } from "../report/words.ts";
import { type CommitDates, commitDates } from "./commit-dates.ts";
import { loadLibrary } from "./library.ts";
import { readingWordsFile } from "./reading-words.ts";

// Asking git takes longer than drawing the page; no commit comes in while the site is built.
const asked = new Map<string, CommitDates | null>();

function datesOf(slug: string): CommitDates | null {
  const known = asked.get(slug);
  if (known !== undefined) return known;
  const dates = commitDates(`content/articles/${slug}.md`);
  asked.set(slug, dates);
  return dates;
}

/**
 * All that a prerendered page of articles, glossary or examples needs, read and checked while the site is built.
 * @throws {ContentError} in sentences, when a file is at fault.
 */
export function loadReading() {
  const bank = loadBank();
  const site = readContent(CONTENT, "site.yaml", siteFile);
  const words = readContent(CONTENT, "report/words.yaml", wordsFile);
  const method = readContent(CONTENT, "report/method.yaml", methodFile);
  const source = { bank, site, words };
  const readingWords = readContent(CONTENT, "report/reading.yaml", readingWordsFile);
  const library = loadLibrary({ ...source, methodSections: method.sections.map(({ id }) => id) });
  const named = readingWords.articles.order.toSorted();
  if (named.join() !== library.articles.map(({ slug }) => slug).join())
    throw new ContentError(["report/reading.yaml: articles order: must name every article once."]);
  return {
    ...source,
    source,
    readingWords,
    library,
    /** Dates of an article by its slug. */
    datesOf,
  };
}
