import type { APIRoute } from "astro";
import { type Listed, llmsText } from "#src/articles/feeds.ts";
import { loadReading } from "#src/articles/reading.ts";
import { CONTENT, readContent } from "#src/content.ts";
import { paths } from "#src/paths.ts";
import { homeWordsFile } from "#src/words/home.ts";
import { listSheets } from "#src/words/list-sheets.ts";
import { methodFile } from "#src/words/method.ts";
import { pageWordsFile } from "#src/words/pages.ts";
import { practiceFile } from "#src/words/practice.ts";

export const prerender = true;

export const GET: APIRoute = () => {
  const { bank, site, library, readingWords } = loadReading();
  const home = readContent(CONTENT, "words/home.yaml", homeWordsFile);
  const { start } = readContent(CONTENT, "words/pages.yaml", pageWordsFile);
  const method = readContent(CONTENT, "words/method.yaml", methodFile);
  const { overview } = readContent(CONTENT, "practice/frame.yaml", practiceFile);
  const doing: Listed[] = [
    {
      title: home.doors.title,
      pages: [
        [bank.instruments.snapshot.name, paths.start("snapshot"), start.snapshot.lede],
        [bank.instruments.diagnostic.name, paths.start("diagnostic"), start.diagnostic.lede],
        [method.title, paths.method(), method.lede],
      ],
    },
    {
      title: overview.title,
      pages: listSheets().map(({ name, words }) => [words.title, paths.practiceSheet(name), words.short]),
    },
  ];
  return new Response(llmsText(site, library, readingWords, doing), { headers: { "content-type": "text/plain" } });
};
