import type { APIRoute } from "astro";
import { readBulkChange } from "../../../forms/bulk-change.ts";
import { readForm } from "../../../forms/read-form.ts";
import { changeMany } from "../../../leads/change-many.ts";
import { readInbox, writeInbox } from "../../../leads/inbox.ts";
import { paths } from "../../../paths.ts";

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
