import type { APIRoute } from "astro";
import { findAssessment } from "#src/assessments/find.ts";
import { share, stopSharing } from "#src/assessments/share.ts";
import { readForm } from "#src/forms/read-form.ts";
import { paths } from "#src/paths.ts";

/** "Make a public link" and, with `stop=1`, "Stop sharing". Both lead back to where the link is shown. */
export const POST: APIRoute = async ({ locals: { app }, params, request, redirect }) => {
  const assessment = await findAssessment(app, params.reference ?? "");
  if (!assessment) return new Response(null, { status: 404 });
  const { reference } = assessment;
  const { stop } = await readForm(request);
  if (stop === "1") await stopSharing(app, reference);
  else await share(app, reference);
  return redirect(`${paths.result(reference)}#share`, 303);
};
