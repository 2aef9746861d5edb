import type { APIRoute } from "astro";
import { rss } from "#src/articles/feeds.ts";
import { loadReading } from "#src/articles/reading.ts";

export const prerender = true;

export const GET: APIRoute = () => {
  const { site, library, readingWords, datesOf } = loadReading();
  const feed = rss(site, library, readingWords.articles, datesOf);
  return new Response(feed, { headers: { "content-type": "application/rss+xml" } });
};
