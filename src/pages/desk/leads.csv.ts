import type { APIRoute } from "astro";
import { CSV_PROFILES } from "#src/leads/desk/csv-profiles.ts";
import { exportLeads } from "#src/leads/desk/export-leads.ts";
import { readInbox } from "#src/leads/desk/inbox.ts";

/** The leads under the inbox's filters as a file, in the columns of `profile`. */
export const GET: APIRoute = async ({ locals: { app, staff }, url }) => {
  if (!staff) return new Response(null, { status: 404 });
  const profile = CSV_PROFILES.find((name) => name === (url.searchParams.get("profile") ?? "plain"));
  const { query, unread } = readInbox(url.searchParams);
  // A filter that is not understood would let out more than was asked for.
  if (!profile || unread.length > 0) return new Response(null, { status: 404 });
  const looking = { staffId: staff.id, now: app.clock() };
  return new Response(await exportLeads(app, { profile, query, looking }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="leads-${profile}.csv"`,
    },
  });
};
