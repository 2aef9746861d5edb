import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { OPEN_ORIGIN } from "#src/paths.ts";
import { SHORT_POLICY } from "./headers.ts";

const TYPES = { html: "text/html", xml: "application/xml", txt: "text/plain" } as const;
const FILE = /^(.*?)(?:\/index)?\.(html|xml|txt)$/;
const LEAST_BYTES = 1024;

const CODERS = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
  identity: async (body: Buffer) => body,
};
type Coding = keyof typeof CODERS;

/** A file as it is sent. */
interface Coded {
  content: Buffer;
  headers: OutgoingHttpHeaders & { etag: string };
}

interface FileWithOrigin {
  body: Buffer;
  type: keyof typeof TYPES;
  etag: string;
  /** Made at the first request for it, then kept. */
  coded: Map<Coding, Promise<Coded>>;
}

/**
 * Serves the built files in which the public address stands open, with it filled in: pages that name their own address,
 * the sitemap, the feed. They are read once now and kept; a browser asks for them again each time. Says whether it has such a file; the answer then follows.
 */
export function filesWithOrigin(clientDir: string, publicUrl: string) {
  const files = readFilesWithOrigin(clientDir, publicUrl);
  return (req: IncomingMessage, res: ServerResponse, path: string): boolean => {
    const file = files.get(path.replace(/\/$/, ""));
    if (file) send(req, res, file).catch(() => res.destroy());
    return file !== undefined;
  };
}

/** The files by each address that leads to them, without a slash at its end. */
function readFilesWithOrigin(clientDir: string, publicUrl: string): Map<string, FileWithOrigin> {
  const found = new Map<string, FileWithOrigin>();
  for (const entry of readdirSync(clientDir, { recursive: true, withFileTypes: true })) {
    const [, route, ending] = FILE.exec(join(entry.parentPath, entry.name).slice(clientDir.length)) ?? [];
    if (!entry.isFile() || route === undefined || ending === undefined) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
    if (!text.includes(OPEN_ORIGIN)) continue;
    const body = Buffer.from(text.replaceAll(OPEN_ORIGIN, publicUrl));
    const etag = createHash("sha256").update(body).digest("base64url").slice(0, 22);
    const file = { body, type: ending as FileWithOrigin["type"], etag, coded: new Map() };
    const address = `${route}.${ending}`;
    for (const one of ending === "html" ? [route, address, `${route}/index`, `${route}/index.html`] : [address])
      found.set(one, file);
  }
  return found;
}

async function send(req: IncomingMessage, res: ServerResponse, file: FileWithOrigin): Promise<void> {
  const accepted = file.body.length < LEAST_BYTES ? "" : String(req.headers["accept-encoding"] ?? "");
  const coding = codingFor(accepted);
  const { content, headers } = await codedFile(file, coding);
  if (req.headers["if-none-match"]?.split(/,\s*/).includes(headers.etag)) {
    const { etag, "cache-control": caching, vary } = headers;
    return void res.writeHead(304, { etag, "cache-control": caching, vary }).end();
  }
  res.writeHead(200, headers);
  res.end(req.method === "HEAD" ? undefined : content);
}

function codingFor(accepted: string): Coding {
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : "identity";
}

function codedFile(file: FileWithOrigin, coding: Coding): Promise<Coded> {
  const known = file.coded.get(coding);
  if (known) return known;
  const made = encode(file, coding);
  file.coded.set(coding, made);
  return made;
}

async function encode({ body, type, etag }: FileWithOrigin, coding: Coding): Promise<Coded> {
  const content = await CODERS[coding](body);
  const headers = {
    "cache-control": "no-cache",
    vary: "Accept-Encoding",
    etag: `W/"${etag}${coding === "identity" ? "" : `-${coding}`}"`,
    "content-type": `${TYPES[type]}; charset=utf-8`,
    "content-length": content.length,
    ...(coding !== "identity" && { "content-encoding": coding }),
    ...(type === "html" && { "content-security-policy": SHORT_POLICY }),
  };
  return { content, headers };
}
