import type { APIRoute } from "astro";
import { findAssessment } from "#src/assessments/find.ts";
import { PDF_TYPE, pdfName } from "#src/report/pdf/name.ts";
import { report as reportOf } from "#src/report/report.ts";

/** The report as a PDF, to be saved under a name that gives nothing away. */
export const GET: APIRoute = async ({ locals: { app }, params }) => {
  const assessment = await findAssessment(app, params.reference ?? "");
  if (!assessment) return new Response(null, { status: 404 });
  const { completedAt } = assessment;
  const report = reportOf({ ...app, assessment });
  const pdf = await app.pdf({ report, completedAt });
  return new Response(new Uint8Array(pdf), {
    headers: {
      "content-type": PDF_TYPE,
      "content-length": String(pdf.length),
      "content-disposition": `attachment; filename="${pdfName(app.site, report, completedAt)}"`,
      "cache-control": "no-store",
    },
  });
};
