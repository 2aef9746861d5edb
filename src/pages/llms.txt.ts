import type { APIRoute } from "astro";
import { type Listed, llmsText } from "../articles/feeds.ts";
import { loadReading } from "../articles/reading.ts";
import { CONTENT, readContent } from "../instruments/catalog.ts";
import { paths } from "../paths.ts";
import { homeWordsFile } from "../report/home-words.ts";
import { listSheets } from "../report/list-sheets.ts";
import { methodFile } from "../report/method-words.ts";
import { pageWordsFile } from "../report/page-words.ts";
import { practiceFile } from "../report/practice-words.ts";

export const prerender = true;

export const GET: APIRoute = () => {
  const { bank, site, library, readingWords } = loadReading();
  const home = readContent(CONTENT, "report/home.yaml", homeWordsFile);
  const { start } = readContent(CONTENT, "report/pages.yaml", pageWordsFile);
  const method = readContent(CONTENT, "report/method.yaml", methodFile);
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
