import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { ProblemPage } from "./problem-page.ts";

/** The status for an error that node:http met before there was a request, or undefined where nobody is there to read it. */
export function clientErrorStatus(error: { code?: string }): number | undefined {
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") return 408;
  if (error.code === "HPE_HEADER_OVERFLOW") return 431;
  if (error.code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return 413;
  return error.code?.startsWith("HPE_") ? 400 : undefined;
}

const LINGER = 1000;

/** Writes one whole response on a socket that has no response object, and closes it a second later at most. */
export function answerOnSocket(
  socket: Duplex,
  status: number,
  page: ProblemPage,
  common: Readonly<Record<string, string>>,
): void {
  const length = { "content-length": String(Buffer.byteLength(page.body)), connection: "close" };
  const lines = Object.entries({ ...common, ...page.headers, ...length }).map(([name, value]) => `${name}: ${value}`);
  socket.on("error", () => {});
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("\r\n")}\r\n\r\n${page.body}`);
  // Closed at once on unread bytes, the connection would be reset and the answer lost with it.
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER).unref();
}
