import type { APIRoute } from "astro";
import { findAssessment } from "#src/assessments/find.ts";

/** The scored result as data: the keys that the score command prints, without answers and without any address. */
export const GET: APIRoute = async ({ locals, params }) => {
  const assessment = await findAssessment(locals.app, params.reference ?? "");
  if (!assessment) return Response.json({ error: "There is no result at this address." }, { status: 404 });
  return Response.json({ revision: assessment.revision, ...assessment.result });
};
