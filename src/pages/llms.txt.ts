import type { APIRoute } from "astro";
import { type Listed, llmsText } from "#src/articles/feeds.ts";
import { loadReading } from "#src/articles/reading.ts";
import { paths } from "#src/paths.ts";
import { SHEET_NAMES } from "#src/words/practice.ts";

export const prerender = true;

export const GET: APIRoute = () => {
  const { bank, site, library, words } = loadReading();
  const { home, method, practice } = words;
  const { start } = words.pages;
  const { overview } = practice.frame;
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
      pages: SHEET_NAMES.map((name) => {
        const { title, short } = practice.sheets[name];
        return [title, paths.practiceSheet(name), short];
      }),
    },
  ];
  return new Response(llmsText(site, library, words.reading, doing), { headers: { "content-type": "text/plain" } });
};
