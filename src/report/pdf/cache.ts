import { createHash } from "node:crypto";
import { lru } from "#src/report/lru.ts";
import type { PdfSource } from "./pdf.ts";
import { pdfPress } from "./press.ts";

/** A report and when its sitting was completed. */
type PdfRequest = Pick<PdfSource, "report" | "completedAt">;
export type Pdfs = (request: PdfRequest) => Promise<Buffer>;

/** About 70 KB each. */
const MOST = 100;

/** PDFs by the hash of what they say, of one site. Whether a result is still there is asked before its PDF is. */
export function pdfCache(frame: Pick<PdfSource, "words" | "site">, print = pdfPress(), most = MOST): Pdfs {
  const pdfs = lru<Buffer>(most);
  return ({ report, completedAt }) => {
    const key = createHash("sha256")
      .update(JSON.stringify([report, completedAt]))
      .digest("base64url");
    return pdfs(key, () => print({ ...frame, report, completedAt }));
  };
}
