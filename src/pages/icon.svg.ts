import type { APIRoute } from "astro";
import { loadSite } from "#src/words/site.ts";

export const prerender = true;

/** The mark on a sheet, for tabs and bookmarks. */
export const GET: APIRoute = () => {
  const { mark, colours } = loadSite();
  const { line, paper } = colours.light;
  const sheet = `<rect width="32" height="32" fill="${paper}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${sheet}<path transform="translate(8 1)" d="${mark}" fill="${line}"/></svg>`;
  return new Response(svg, { headers: { "content-type": "image/svg+xml" } });
};
