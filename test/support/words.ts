import { CONTENT, readContent } from "#src/content.ts";
import { loadWords } from "#src/words/load.ts";
import { siteFile } from "#src/words/site.ts";

/** The words of the site as its content files have them now, so that a better wording breaks no test. */
export const words = loadWords();
export const site = readContent(CONTENT, "site.yaml", siteFile);
