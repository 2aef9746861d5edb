import type { APIRoute } from "astro";
import { readForm } from "#src/forms/read-form.ts";
import { removeUnclaimed } from "#src/leads/erasing/remove-unclaimed.ts";
import { paths } from "#src/paths.ts";
import { claimResults } from "#src/progress/page/claim-results.ts";

/**
 * Takes Keep and Remove for results that came in without proof: Keep for one or several references, Remove for one. A
 * result that is not this mailbox's does not exist here.
 */
export const POST: APIRoute = async ({ locals: { app, founder }, request, redirect }) => {
  if (!founder) return new Response(null, { status: 404 });
  const { leadId } = founder;
  const fields = await readForm(request);
  const references = (fields.reference ?? "").split(" ");
  const [reference = ""] = references;
  const done =
    fields.do === "keep"
      ? await claimResults(app, { leadId, references })
      : fields.do === "remove" && (await removeUnclaimed(app, { leadId, reference }));
  return done ? redirect(paths.progress, 303) : new Response(null, { status: 404 });
};
