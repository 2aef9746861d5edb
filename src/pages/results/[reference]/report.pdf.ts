import type { APIRoute } from "astro";
import { findAssessment } from "#src/assessments/find.ts";
import { limited } from "#src/forms/ask.ts";
import { sinceLast } from "#src/progress/page/since-last.ts";
import { founderOf } from "#src/progress/sign-in/founder-of.ts";
import { PDF_TYPE, pdfName } from "#src/report/pdf/name.ts";
import { NobodyWaits, PrintQueueFull } from "#src/report/pdf/print-queue.ts";
import { PrintsUsedUp } from "#src/report/pdf/prints-per-hour.ts";
import { report as reportOf } from "#src/report/report.ts";

/** The report as a PDF, to be saved under a name that gives nothing away. */
export const GET: APIRoute = async ({ locals: { app, client }, params, request }) => {
  const assessment = await findAssessment(app, params.reference ?? "");
  if (!assessment) return new Response(null, { status: 404 });
  const { completedAt } = assessment;
  const since = await sinceLast(app, assessment, await founderOf(app, request.headers));
  const report = reportOf({ ...app, assessment, since });
  const admit = () => app.countPrint(app.hashClient(client.address));
  const pdf = await app.pdf({ report, completedAt }, { signal: request.signal, admit }).catch(refused);
  if ("limit" in pdf) {
    const { sentence, retryAfterSeconds } = limited(app.words.pages.pdf[pdf.limit], pdf.retryAfterSeconds);
    const headers = { "retry-after": String(retryAfterSeconds), "content-type": "text/plain; charset=utf-8" };
    return new Response(sentence, { status: pdf.limit === "busy" ? 503 : 429, headers });
  }
  return new Response(new Uint8Array(pdf), {
    headers: {
      "content-type": PDF_TYPE,
      "content-length": String(pdf.length),
      "content-disposition": `attachment; filename="${pdfName(app.site, report, completedAt)}"`,
    },
  });
};

/** Why none is printed just now; anything else is a fault. */
function refused(error: unknown) {
  if (error instanceof PrintsUsedUp) return { limit: "limited" as const, retryAfterSeconds: error.retryAfterSeconds };
  if (error instanceof PrintQueueFull || error instanceof NobodyWaits)
    return { limit: "busy" as const, retryAfterSeconds: 60 };
  throw error;
}
