import type { APIRoute } from "astro";
import { sitemap } from "#src/articles/feeds.ts";
import { loadReading } from "#src/articles/reading.ts";
import { paths } from "#src/paths.ts";
import { FOUND_PAGES } from "#src/routes.ts";
import { offersServices } from "#src/words/offers-services.ts";

export const prerender = true;

export const GET: APIRoute = () => {
  const { site, library, datesOf } = loadReading();
  const pages = offersServices(site) ? [...FOUND_PAGES, paths.services] : FOUND_PAGES;
  return new Response(sitemap(pages, library, datesOf), { headers: { "content-type": "application/xml" } });
};
