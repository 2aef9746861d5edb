import { existsSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import sirv from "sirv";
import { SHORT_POLICY } from "./headers.ts";

const OVERRULED = ["cache-control", "vary"];
const TEMPLATE = /^\/problem(?:$|[/.])/i;

export type StaticFiles = (req: IncomingMessage, res: ServerResponse, path: string, next: () => void) => void;

/**
 * Serves the built files of `clientDir`, listed once now, with their .br and .gz variants and an ETag. Files under
 * /_astro/ have a hash in their name and may be kept for a year; everything else is asked for again each time. Calls
 * `next` where there is no such file, for other methods than GET and HEAD, and for the template of problem pages.
 */
export function serveStatic(clientDir: string): StaticFiles {
  if (!existsSync(clientDir)) return (_req, _res, _path, next) => next();
  const send = sirv(clientDir, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (res, pathname) => {
      if (isPage(pathname)) res.setHeader("content-security-policy", SHORT_POLICY);
    },
  });
  return (req, res, path, next) => {
    if ((req.method !== "GET" && req.method !== "HEAD") || TEMPLATE.test(path)) return next();
    // sirv trusts a range as sent and would start a stream with a negative length.
    delete req.headers.range;
    // Set before sirv runs, because its 304 carries no headers of its own.
    res.setHeader("cache-control", path.startsWith("/_astro/") ? "public, max-age=31536000, immutable" : "no-cache");
    res.setHeader("vary", "Accept-Encoding");
    // A file that has gone since the start would otherwise end the process.
    res.once("pipe", (source: Readable) => source.once("error", () => res.destroy()));
    send(req, res, () => {
      for (const name of OVERRULED) res.removeHeader(name);
      next();
    });
  };
}

function isPage(pathname: string): boolean {
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  return !name.includes(".") || /\.html(\.br|\.gz)?$/.test(name);
}
