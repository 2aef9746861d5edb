import { ContentError } from "#src/content.ts";
import { loadBanks } from "#src/instruments/catalog.ts";
import { loadWords } from "#src/words/load.ts";
import { loadSite } from "#src/words/site.ts";
import { type CommitDates, commitDates } from "./commit-dates.ts";
import { loadLibrary } from "./library.ts";
import { worksheetFaults } from "./library-faults.ts";

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
  const banks = loadBanks();
  const bank = banks.newest;
  const site = loadSite();
  const words = loadWords();
  const source = { bank, site, words };
  const library = loadLibrary({ ...source, methodSections: words.method.sections.map(({ id }) => id) }, banks);
  const faults = worksheetFaults(words.practice.sheets, library);
  if (faults.length > 0) throw new ContentError(faults);
  const named = words.reading.articles.order.toSorted();
  if (named.join() !== library.articles.map(({ slug }) => slug).join())
    throw new ContentError(["words/reading.yaml: articles order: must name every article once."]);
  return {
    ...source,
    source,
    library,
    /** Dates of an article by its slug. */
    datesOf,
  };
}
