import { createHash } from "node:crypto";
import type { PdfSource } from "./pdf.ts";
import { pdfPress } from "./press.ts";

/** A report and when its sitting was completed. */
type PdfRequest = Pick<PdfSource, "report" | "completedAt">;
export type Pdfs = (request: PdfRequest) => Promise<Buffer>;

/** About 70 KB each. */
const MOST = 100;

/**
 * PDFs by the hash of what they say. One is made once however many ask for it at the same time; the `most` asked for
 * last are kept; one that failed is made again. Whether a result is still there is asked before its PDF is.
 */
export function pdfCache(frame: Pick<PdfSource, "words" | "site">, print = pdfPress(), most = MOST): Pdfs {
  const kept = new Map<string, Promise<Buffer>>();
  return ({ report, completedAt }) => {
    const key = createHash("sha256")
      .update(JSON.stringify([report, completedAt]))
      .digest("base64url");
    const pdf = kept.get(key) ?? print({ ...frame, report, completedAt });
    kept.delete(key);
    kept.set(key, pdf);
    pdf.catch(() => kept.get(key) === pdf && kept.delete(key));
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    return pdf;
  };
}
