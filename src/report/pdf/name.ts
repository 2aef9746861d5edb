import type { Report } from "#src/report/report.ts";
import type { Site } from "#src/words/site.ts";

export const PDF_TYPE = "application/pdf";

/** A plain file name without a reference in it, such as "the-firm-revenue-diagnostic-2026-11-22.pdf". */
export function pdfName(site: Pick<Site, "name">, report: Pick<Report, "instrument">, completedAt: number): string {
  const day = new Date(completedAt).toISOString().slice(0, 10);
  const words = `${site.name} ${report.instrument}`
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${words || "report"}-${day}.pdf`;
}
