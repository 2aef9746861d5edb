import type { APIRoute } from "astro";
import { exportOwn } from "#src/progress/own-data/export-own.ts";

/** Everything that is held about the mailbox whose owner is signed in, as one file. */
export const GET: APIRoute = async ({ locals: { app, founder } }) => {
  const file = founder && (await exportOwn(app, founder.leadId));
  if (!file) return new Response(null, { status: 401 });
  return new Response(JSON.stringify(file, null, 2), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="my-data-${file.about.made_at.slice(0, 10)}.json"`,
    },
  });
};
