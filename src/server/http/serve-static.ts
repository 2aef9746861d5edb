import { existsSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import sirv from "sirv";
import { paths } from "#src/paths.ts";
import { BEFORE } from "#src/server/build/builds.ts";
import { filesWithOrigin } from "./files-with-origin.ts";
import { SHORT_POLICY } from "./headers.ts";

const OVERRULED = ["cache-control", "vary"];
const TEMPLATE = /^\/problem(?:$|[/.])/i;

/** Says whether there is such a file; the answer then follows. */
export type StaticFiles = (req: IncomingMessage, res: ServerResponse, path: string) => boolean;

/**
 * Serves the built files of `clientDir`, listed once now, with their .br and .gz variants and an ETag. Files under
 * /_astro/ have a hash in their name and may be kept for a year, and those of the build before are there too; the script
 * for other sites may be kept for an hour; everything else is asked for again each time. Where the public address stands
 * open in a file, it is filled in. There is none for other methods than GET and HEAD, nor the template of problem pages.
 */
export function serveStatic(clientDir: string, publicUrl: string): StaticFiles {
  if (!existsSync(clientDir)) return () => false;
  const sendWithOrigin = filesWithOrigin(clientDir, publicUrl);
  const setHeaders = (res: ServerResponse, pathname: string) => {
    if (isPage(pathname)) res.setHeader("content-security-policy", SHORT_POLICY);
  };
  const filesOf = (folder: string) => sirv(folder, { etag: true, brotli: true, gzip: true, setHeaders });
  const send = filesOf(clientDir);
  const before = join(clientDir, "..", BEFORE);
  const sendBefore: typeof send = existsSync(before) ? filesOf(before) : (_req, _res, next) => next?.();
  return (req, res, path) => {
    if ((req.method !== "GET" && req.method !== "HEAD") || TEMPLATE.test(path)) return false;
    if (sendWithOrigin(req, res, path)) return true;
    // sirv trusts a range as sent and would start a stream with a negative length.
    delete req.headers.range;
    // Set before sirv runs, because its 304 carries no headers of its own.
    res.setHeader("cache-control", cachingOf(path));
    // A host that names the script with crossorigin, as one that checks its hash does, may read it.
    if (path === paths.embedScript) res.setHeader("access-control-allow-origin", "*");
    res.setHeader("vary", "Accept-Encoding");
    // A file that has gone since the start would otherwise end the process.
    res.once("pipe", (source: Readable) => source.once("error", () => res.destroy()));
    let isFound = true;
    // What was listed at the start is known at once.
    send(req, res, () =>
      sendBefore(req, res, () => {
        isFound = false;
        for (const name of OVERRULED) res.removeHeader(name);
      }),
    );
    return isFound;
  };
}

function cachingOf(path: string): string {
  if (path.startsWith("/_astro/")) return "public, max-age=31536000, immutable";
  return path === paths.embedScript ? "public, max-age=3600" : "no-cache";
}

function isPage(pathname: string): boolean {
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  return !name.includes(".") || /\.html(\.br|\.gz)?$/.test(name);
}
