import { join } from "node:path";
import { CONTENT, readContent } from "#src/instruments/catalog.ts";
import { accessWordsFile } from "#src/report/access-words.ts";
import { commitmentWordsFile } from "#src/report/commitment-words.ts";
import { embedWordsFile } from "#src/report/embed-words.ts";
import { ownDataWordsFile } from "#src/report/own-data-words.ts";
import { pageWordsFile } from "#src/report/page-words.ts";
import { privacyWordsFile } from "#src/report/privacy-words.ts";
import { progressWordsFile } from "#src/report/progress-words.ts";
import { siteFile } from "#src/report/site.ts";
import { sitePageWordsFile } from "#src/report/site-page-words.ts";
import { wordsFile } from "#src/report/words.ts";

/** The words of the site as its content files have them now, so that a better wording breaks no test. */
export const commitmentWords = readContent(join(CONTENT, "report"), "commitments.yaml", commitmentWordsFile);
export const pageWords = readContent(join(CONTENT, "report"), "pages.yaml", pageWordsFile);
export const words = readContent(join(CONTENT, "report"), "words.yaml", wordsFile);
export const accessWords = readContent(join(CONTENT, "report"), "access.yaml", accessWordsFile);
export const ownDataWords = readContent(join(CONTENT, "report"), "own-data.yaml", ownDataWordsFile);
export const privacyWords = readContent(join(CONTENT, "report"), "privacy.yaml", privacyWordsFile);
export const sitePageWords = readContent(join(CONTENT, "report"), "site-pages.yaml", sitePageWordsFile);
export const site = readContent(CONTENT, "site.yaml", siteFile);
export const progressWords = readContent(join(CONTENT, "report"), "progress.yaml", progressWordsFile);
export const embedWords = readContent(join(CONTENT, "report"), "embed.yaml", embedWordsFile);
