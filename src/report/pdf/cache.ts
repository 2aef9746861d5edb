import { createHash } from "node:crypto";
import { lru } from "#src/lru.ts";
import type { PdfSource } from "./pdf.ts";
import { type Print, printQueue, type Turn } from "./print-queue.ts";

/** A report and when its sitting was completed. */
type PdfRequest = Pick<PdfSource, "report" | "completedAt">;

/** Somebody who waits for a page; without one it is a mail that waits. */
export interface PdfReader {
  /** They have hung up. */
  signal: AbortSignal;
  /** Asked before one is printed for them, and not for one that is kept or under way. It throws to refuse. */
  admit: () => void;
}
export type Pdfs = (request: PdfRequest, reader?: PdfReader) => Promise<Buffer>;

/** About 70 KB each. */
const MOST = 100;

interface Job {
  turn: Turn;
  /** How many wait for it. */
  waiting: number;
  leave: () => void;
}

/**
 * PDFs by the hash of what they say, of one site. Whether a result is still there is asked before its PDF is. One whose
 * every reader has hung up gives its place in the queue back.
 */
export function pdfCache(frame: Pick<PdfSource, "words" | "site">, print: Print = printQueue(), most = MOST): Pdfs {
  const pdfs = lru<Buffer>(most);
  const jobs = new Map<string, Job>();
  return async ({ report, completedAt }, reader) => {
    const key = createHash("sha256")
      .update(JSON.stringify([report, completedAt]))
      .digest("base64url");
    const made = pdfs(key, () => {
      reader?.admit();
      const leaving = new AbortController();
      const turn: Turn = { lane: reader ? "page" : "mail", signal: leaving.signal };
      jobs.set(key, { turn, waiting: 0, leave: () => leaving.abort() });
      return print({ ...frame, report, completedAt }, turn).finally(() => jobs.delete(key));
    });
    const job = jobs.get(key);
    if (!job) return made;
    job.waiting += 1;
    if (!reader) job.turn.lane = "mail";
    reader?.signal.addEventListener("abort", () => {
      job.waiting -= 1;
      if (job.waiting === 0) job.leave();
    });
    return made;
  };
}
