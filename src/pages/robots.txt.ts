import type { APIRoute } from "astro";
import { OPEN_ORIGIN, paths } from "#src/paths.ts";

export const prerender = true;

/** Private pages say "noindex" themselves, which a robot reads only where it may come. */
export const GET: APIRoute = () => {
  const lines = ["User-agent: *", "Disallow:", "", `Sitemap: ${paths.absolute(OPEN_ORIGIN, paths.sitemap)}`, ""];
  return new Response(lines.join("\n"), { headers: { "content-type": "text/plain" } });
};
