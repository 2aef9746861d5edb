import type { APIRoute } from "astro";
import { readBulkChange } from "#src/forms/bulk-change.ts";
import { readForm } from "#src/forms/read-form.ts";
import { changeMany } from "#src/leads/desk/change-many.ts";
import { readInbox, writeInbox } from "#src/leads/desk/inbox.ts";
import { paths } from "#src/paths.ts";

/** Changes the status or the owner of the ticked leads and leads back to the same page of the inbox. */
export const POST: APIRoute = async ({ locals: { app, staff }, request, redirect }) => {
  if (!staff) return new Response(null, { status: 404 });
  const fields = await readForm(request);
  const asked = readBulkChange(fields);
  const { changed } = asked ? await changeMany(app, { ...asked, staff }) : { changed: [] };
  const { query } = readInbox(new URLSearchParams(fields.back));
  const back = writeInbox(query, query);
  back.set("changed", String(changed.length));
  back.set("left", String((asked?.leads.length ?? 0) - changed.length));
  return redirect(paths.desk(back), 303);
};
