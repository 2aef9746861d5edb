import type { APIRoute } from "astro";
import { rss } from "#src/articles/feeds.ts";
import { loadReading } from "#src/articles/reading.ts";

export const prerender = true;

export const GET: APIRoute = () => {
  const { site, library, words, datesOf } = loadReading();
  const feed = rss(site, library, words.reading.articles, datesOf);
  return new Response(feed, { headers: { "content-type": "application/rss+xml" } });
};
