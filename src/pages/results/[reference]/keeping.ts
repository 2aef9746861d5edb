import type { APIRoute } from "astro";
import { findAssessment } from "#src/assessments/find.ts";
import { keepLonger } from "#src/assessments/keep-longer.ts";
import { paths } from "#src/paths.ts";

/** "Keep it longer": an anonymous result is then kept for two years from now. */
export const POST: APIRoute = async ({ locals, params, redirect, rewrite }) => {
  const assessment = await findAssessment(locals.app, params.reference ?? "");
  if (!assessment) return rewrite("/404");
  await keepLonger(locals.app, assessment.reference);
  return redirect(`${paths.result(assessment.reference)}#keep`, 303);
};
