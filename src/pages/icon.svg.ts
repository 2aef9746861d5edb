import type { APIRoute } from "astro";
import { CONTENT, readContent } from "#src/content.ts";
import { MARK } from "#src/marks.ts";
import { siteFile } from "#src/words/site.ts";

export const prerender = true;

/** The mark on a sheet, for tabs and bookmarks. */
export const GET: APIRoute = () => {
  const { mark = MARK } = readContent(CONTENT, "site.yaml", siteFile);
  const sheet = '<rect width="32" height="32" fill="#eff2ef"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${sheet}<path transform="translate(8 1)" d="${mark}" fill="#c22b0c"/></svg>`;
  return new Response(svg, { headers: { "content-type": "image/svg+xml" } });
};
