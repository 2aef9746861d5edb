import type { APIRoute } from "astro";
import { readForm } from "#src/forms/read-form.ts";
import { withdrawConsent } from "#src/leads/erasing/withdraw-consent.ts";
import { paths } from "#src/paths.ts";

/** Withdraws a consent of the mailbox whose owner is signed in. */
export const POST: APIRoute = async ({ locals: { app, founder }, request, redirect }) => {
  if (!founder) return new Response(null, { status: 401 });
  const { consent = "" } = await readForm(request);
  const withdrawn = await withdrawConsent(app, { lead: founder.leadId, consent });
  if (withdrawn === "unknown") return new Response(null, { status: 404 });
  return redirect(`${paths.ownData}?done=1#agreed`, 303);
};
