import type { APIRoute } from "astro";
import { funnelCsv } from "#src/funnel/funnel-csv.ts";
import { funnelParts } from "#src/funnel/funnel-parts.ts";
import { funnelQueryOf } from "#src/funnel/funnel-query.ts";
import { readFunnel } from "#src/funnel/read-funnel.ts";

/** One table of the funnel, `part`, under the filters of the page. */
export const GET: APIRoute = async ({ locals: { app, staff }, url }) => {
  if (!staff) return new Response(null, { status: 404 });
  const asked = funnelQueryOf(url);
  const parts = funnelParts(await readFunnel(app, asked), asked.instrument, { ...app, language: app.site.language });
  const part = parts.find(({ id }) => id === url.searchParams.get("part"));
  if (!part) return new Response(null, { status: 404 });
  return new Response(funnelCsv(part), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="funnel-${asked.instrument}-${part.id}.csv"`,
    },
  });
};
