import type { APIRoute } from "astro";
import { findShared } from "#src/assessments/share.ts";
import { cardResponse } from "#src/report/card/response.ts";
import { report } from "#src/report/report.ts";

/** The card of a shared result. It is looked up each time: once sharing has ended there is none, drawn or not. */
export const GET: APIRoute = async ({ locals: { app }, params }) => {
  const assessment = await findShared(app, params.share ?? "");
  if (!assessment) return new Response(null, { status: 404 });
  return cardResponse(await app.card({ report: report({ ...app, assessment }), shape: "wide" }));
};
