import type { APIRoute } from "astro";
import { llmsText } from "../articles/feeds.ts";
import { loadReading } from "../articles/reading.ts";

export const prerender = true;

export const GET: APIRoute = () => {
  const { site, library, readingWords } = loadReading();
  return new Response(llmsText(site, library, readingWords), { headers: { "content-type": "text/plain" } });
};
