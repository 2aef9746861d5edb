import { CONTENT, readContent } from "#src/content.ts";
import { accessWordsFile } from "#src/words/access.ts";
import { commitmentWordsFile } from "#src/words/commitments.ts";
import { embedWordsFile } from "#src/words/embed.ts";
import { ownDataWordsFile } from "#src/words/own-data.ts";
import { pageWordsFile } from "#src/words/pages.ts";
import { privacyWordsFile } from "#src/words/privacy.ts";
import { progressWordsFile } from "#src/words/progress.ts";
import { wordsFile } from "#src/words/report.ts";
import { siteFile } from "#src/words/site.ts";
import { sitePageWordsFile } from "#src/words/site-pages.ts";

/** The words of the site as its content files have them now, so that a better wording breaks no test. */
export const commitmentWords = readContent(CONTENT, "words/commitments.yaml", commitmentWordsFile);
export const pageWords = readContent(CONTENT, "words/pages.yaml", pageWordsFile);
export const words = readContent(CONTENT, "words/report.yaml", wordsFile);
export const accessWords = readContent(CONTENT, "words/access.yaml", accessWordsFile);
export const ownDataWords = readContent(CONTENT, "words/own-data.yaml", ownDataWordsFile);
export const privacyWords = readContent(CONTENT, "words/privacy.yaml", privacyWordsFile);
export const sitePageWords = readContent(CONTENT, "words/site-pages.yaml", sitePageWordsFile);
export const site = readContent(CONTENT, "site.yaml", siteFile);
export const progressWords = readContent(CONTENT, "words/progress.yaml", progressWordsFile);
export const embedWords = readContent(CONTENT, "words/embed.yaml", embedWordsFile);
