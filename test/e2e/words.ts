import { join } from "node:path";
import { CONTENT, readContent } from "#src/instruments/catalog.ts";
import { pageWordsFile } from "#src/report/page-words.ts";
import { siteFile } from "#src/report/site.ts";
import { wordsFile } from "#src/report/words.ts";

/** The words of the site as its content files have them now, so that a better wording breaks no test. */
export const pageWords = readContent(join(CONTENT, "report"), "pages.yaml", pageWordsFile);
export const words = readContent(join(CONTENT, "report"), "words.yaml", wordsFile);
export const site = readContent(CONTENT, "site.yaml", siteFile);
