import { Worker } from "node:worker_threads";
import type { PdfSource } from "./pdf.ts";

/** What goes to the worker and what comes back. */
export interface PdfJob {
  id: number;
  source: PdfSource;
}
export type PdfDone = { id: number; bytes: Uint8Array } | { id: number; fault: string };

interface Waiting {
  resolve: (bytes: Buffer) => void;
  reject: (error: Error) => void;
}

const WORKER = new URL("./worker.ts", import.meta.url);

/**
 * Prints PDFs in a thread of their own, one after another, since each takes too long for the thread that answers
 * requests. The thread starts with the first PDF and again after a crash; whatever waited for it is rejected. It never
 * keeps the process alive by itself.
 */
export function pdfPress(): (source: PdfSource) => Promise<Buffer> {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let jobs = 0;

  const start = (): Worker => {
    // The thread needs no secret, so it is given none.
    const started = new Worker(WORKER, { env: {} });
    started.on("message", (done: PdfDone) => {
      const job = waiting.get(done.id);
      waiting.delete(done.id);
      if ("bytes" in done) job?.resolve(Buffer.from(done.bytes.buffer, done.bytes.byteOffset, done.bytes.byteLength));
      else job?.reject(new Error(done.fault));
      if (waiting.size === 0) started.unref();
    });
    const ended = (error: Error) => {
      if (worker !== started) return;
      worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on("error", ended);
    started.on("exit", (code) => ended(new Error(`The thread that prints PDFs ended with code ${code}.`)));
    return started;
  };

  return (source) =>
    new Promise((resolve, reject) => {
      worker ??= start();
      worker.ref();
      jobs += 1;
      waiting.set(jobs, { resolve, reject });
      worker.postMessage({ id: jobs, source } satisfies PdfJob);
    });
}
