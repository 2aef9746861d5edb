import type { APIRoute } from "astro";
import { exportJsonSchema } from "#src/progress/own-data/export-schema.ts";

/** What the file of one's own data holds, as JSON Schema. */
export const GET: APIRoute = () =>
  new Response(JSON.stringify(exportJsonSchema(), null, 2), {
    headers: { "content-type": "application/schema+json; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
