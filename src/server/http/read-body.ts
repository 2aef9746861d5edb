import type { IncomingMessage } from "node:http";

/** More came than is taken; the rest of the body is still to be discarded. */
export class BodyTooLarge extends Error {}

/** The client went away, or was answered with 408 on its socket. */
export class BodyAborted extends Error {}

/** Whether the request declares more bytes than the limit. */
export function declaresMore(req: IncomingMessage, limit: number): boolean {
  return Number(req.headers["content-length"] ?? 0) > limit;
}

/**
 * Reads the whole body, counting as it comes, so that a chunked body stops at the limit too (H3).
 * @throws {BodyTooLarge | BodyAborted}
 */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (outcome: () => void) => {
      req.off("data", take).off("end", finish).off("close", abort).off("error", abort);
      outcome();
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > limit) settle(() => reject(new BodyTooLarge()));
    };
    const finish = () => settle(() => resolve(Buffer.concat(chunks)));
    const abort = () => settle(() => reject(new BodyAborted()));
    req.on("data", take).on("end", finish).on("close", abort).on("error", abort);
  });
}

/** Reads and forgets at most `most` bytes. A connection that is closed on unread bytes is reset, and the answer with it. */
export function discard(req: IncomingMessage, most: number): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const stop = () => {
      req.off("data", count).off("end", stop).off("close", stop).off("error", stop);
      resolve();
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > most) stop();
    };
    if (req.complete || req.destroyed) return resolve();
    req.on("data", count).on("end", stop).on("close", stop).on("error", stop).resume();
  });
}
