import { Worker } from "node:worker_threads";
import { SECOND } from "#src/time.ts";
import type { PdfSource } from "./pdf.ts";

/** What goes to the worker and what comes back. */
export interface PdfJob {
  id: number;
  source: PdfSource;
}
export type PdfDone = { id: number; bytes: Uint8Array } | { id: number; fault: string };

/** Whose turn a PDF waits for. What waits for a page may become a mail's, and then waits no longer than one does. */
export interface Turn {
  lane: "mail" | "page";
  /** Takes it out of the queue; what is being printed goes on. */
  signal: AbortSignal;
}
export type Print = (source: PdfSource, turn: Turn) => Promise<Buffer>;

/** As many wait for pages as they may have places for: at half a second each the last one waits ten. */
const PLACES = 20;

/**
 * A PDF takes half a second: what takes so much longer never ends. A mail's may have to wait for a page's that hangs and hang
 * itself, and is given up within its delivery's lease: another process would print it once more.
 */
const HANGS_AFTER = 20 * SECOND;

/** Too many PDFs wait for pages. */
export class PrintQueueFull extends Error {}

/** Whoever waited for a PDF has hung up. */
export class NobodyWaits extends Error {}

interface Waiting {
  source: PdfSource;
  turn: Turn;
  resolve: (bytes: Buffer) => void;
  reject: (error: Error) => void;
}

const WORKER = new URL("./worker.ts", import.meta.url);

/**
 * Prints PDFs in a thread of their own, one after another, since each takes too long for the thread that answers
 * requests: a mail's and a page's in turn while both wait. The thread starts with the first PDF and again after a crash or
 * a hang; what it was printing is rejected. It never keeps the process alive by itself.
 */
export function printQueue(places = PLACES): Print {
  let waiting: Waiting[] = [];
  let printing: (Waiting & { id: number }) | undefined;
  let worker: Worker | undefined;
  let jobs = 0;
  let hang: NodeJS.Timeout | undefined;

  const ended = (one: Worker, error: Error) => {
    if (worker !== one) return;
    worker = undefined;
    clearTimeout(hang);
    printing?.reject(error);
    printing = undefined;
    next("mail");
  };

  const start = (): Worker => {
    // The thread needs no secret, so it is given none.
    const started = new Worker(WORKER, { env: {} });
    started.on("message", (done: PdfDone) => {
      if (done.id !== printing?.id) return;
      const { resolve, reject, turn } = printing;
      printing = undefined;
      clearTimeout(hang);
      if ("bytes" in done) resolve(Buffer.from(done.bytes.buffer, done.bytes.byteOffset, done.bytes.byteLength));
      else reject(new Error(done.fault));
      next(turn.lane);
    });
    started.on("error", (error) => ended(started, error));
    started.on("exit", (code) => ended(started, new Error(`The thread that prints PDFs ended with code ${code}.`)));
    return started;
  };

  /** Prints what waits longest, after a mail's a page's and after a page's a mail's. */
  const next = (printed: Turn["lane"]) => {
    if (printing) return;
    const job = waiting.find(({ turn }) => turn.lane !== printed) ?? waiting[0];
    if (!job) return void worker?.unref();
    waiting = waiting.filter((other) => other !== job);
    worker ??= start();
    const busy = worker;
    hang = setTimeout(() => {
      ended(busy, new Error("The thread that prints PDFs hung and was ended."));
      void busy.terminate();
    }, HANGS_AFTER);
    worker.ref();
    jobs += 1;
    printing = { ...job, id: jobs };
    worker.postMessage({ id: jobs, source: job.source } satisfies PdfJob);
  };

  return (source, turn) =>
    new Promise((resolve, reject) => {
      if (turn.lane === "page" && waiting.filter((one) => one.turn.lane === "page").length >= places)
        return reject(new PrintQueueFull("Too many PDFs wait to be printed."));
      const job = { source, turn, resolve, reject };
      waiting.push(job);
      turn.signal.addEventListener("abort", () => {
        if (!waiting.includes(job)) return;
        waiting = waiting.filter((other) => other !== job);
        reject(new NobodyWaits("Nobody waits for this PDF any more."));
      });
      next("page");
    });
}
