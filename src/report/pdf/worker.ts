import { parentPort } from "node:worker_threads";
import { reportPdf } from "./pdf.ts";
import type { PdfDone, PdfJob } from "./print-queue.ts";

/** The thread that prints: a source comes in, a PDF or a fault goes out. */
parentPort?.on("message", async ({ id, source }: PdfJob) => {
  const done: PdfDone = await reportPdf(source).then(
    (bytes) => ({ id, bytes }),
    (error: Error) => ({ id, fault: error.message }),
  );
  parentPort?.postMessage(done);
});
