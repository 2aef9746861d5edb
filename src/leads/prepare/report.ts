import { openUntil } from "#src/assessments/blind-spots/rules.ts";
import type { Assessment } from "#src/assessments/find.ts";
import type { Banks } from "#src/instruments/banks.ts";
import type { Delivery, Preparing } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import type { ReportSource, Since } from "#src/report/parts/source.ts";
import type { Pdfs } from "#src/report/pdf/cache.ts";
import { PDF_TYPE, pdfName } from "#src/report/pdf/name.ts";
import { type Report, report } from "#src/report/report.ts";
import { linkToken } from "#src/tokens.ts";
import type { Site } from "#src/words/site.ts";
import { readAttached } from "./read-attached.ts";

interface Domain extends Preparing, Pick<ReportSource, "words"> {
  banks: Banks;
  site: Site;
  pdf: Pdfs;
  log: { error: (event: string, fields?: Readonly<Record<string, unknown>>) => void };
}

/**
 * Makes a result into the report that its reader asked for, with the PDF where the site sends one. What a retake opens
 * with is known above this floor.
 */
export async function prepareReport(
  domain: Domain,
  delivery: Delivery,
  sinceLast: (assessment: Assessment, leadId: string) => Promise<Since | null>,
) {
  const { publicUrl, sign, site } = domain;
  const { lead, assessment } = await readAttached(domain, delivery);
  const made = report({ ...domain, assessment, since: await sinceLast(assessment, lead.id) });
  return {
    to: lead.address,
    report: made,
    resultUrl: paths.absolute(publicUrl, paths.result(assessment.reference)),
    callUrl: site.call.enabled ? paths.absolute(publicUrl, paths.call(assessment.reference)) : null,
    notYouUrl: paths.absolute(publicUrl, paths.notYou(linkToken(sign, "not-you", delivery.id))),
    isLate: domain.clock() > openUntil(assessment),
    file: site.reportPdf ? await fileOf(domain, made, assessment.completedAt) : null,
  };
}

/** The report as a PDF; null where it could not be made, since the mail says everything itself. */
async function fileOf({ pdf, site, log }: Domain, made: Report, completedAt: number) {
  try {
    const content = (await pdf({ report: made, completedAt })).toString("base64");
    return { filename: pdfName(site, made, completedAt), contentType: PDF_TYPE, content };
  } catch (error) {
    log.error("pdf-failed", { error });
    return null;
  }
}
