import type { APIRoute } from "astro";
import { findAssessment } from "#src/assessments/find.ts";
import { cardResponse } from "#src/report/card/response.ts";
import { report } from "#src/report/report.ts";

/** The card of a result, 1200x630. */
export const GET: APIRoute = async ({ locals: { app }, params }) => {
  const assessment = await findAssessment(app, params.reference ?? "");
  if (!assessment) return new Response(null, { status: 404 });
  return cardResponse(await app.card({ report: report({ ...app, assessment }), shape: "wide" }));
};
