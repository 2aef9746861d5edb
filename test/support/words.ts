import { loadWords } from "#src/words/load.ts";
import { loadSite } from "#src/words/site.ts";

/** The words of the site as its content files have them now, so that a better wording breaks no test. */
export const words = loadWords();
export const site = loadSite();
