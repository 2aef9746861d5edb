import { request } from "node:http";
import { posix } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { paths } from "#src/paths.ts";
import { FORM } from "./submissions.ts";
import type { Row } from "./table.ts";

/** The issue: at most 12 KB of compressed JavaScript on a take page. */
const MOST_SCRIPT = 12 * 1024;

type Got = { status: number; location: string; bytes: Buffer };

function ask(url: string, path: string, encoding = "identity", method = "GET"): Promise<Got> {
  return new Promise((resolve, reject) => {
    const headers = method === "POST" ? FORM : { "accept-encoding": encoding };
    const sent = request(new URL(path, url), { method, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { location = "" } = response.headers;
      resolve({ status: response.statusCode ?? 0, location, bytes: Buffer.concat(chunks) });
    });
    sent.on("error", reject).end();
  });
}

/** What a browser loads as script for one question page: files with all they import at once, and inline scripts. */
export async function scriptSizes(url: string): Promise<Row[]> {
  const { location } = await ask(url, paths.start("snapshot"), "identity", "POST");
  const html = (await ask(url, `${location}/1`)).bytes.toString();
  const named = [...html.matchAll(/(?:data-script|src|href)="(\/[^"]+\.js)"/g)].map(([, path = ""]) => path);
  const files = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    if (files.has(path)) return;
    files.add(path);
    const { status, bytes } = await ask(url, path);
    if (status !== 200) throw new Error(`${path} answers ${status}.`);
    for (const [, from, bare] of bytes.toString().matchAll(/\bfrom\s*"(\.[^"]+)"|\bimport\s*"(\.[^"]+)"/g))
      await follow(posix.join(posix.dirname(path), from ?? bare ?? ""));
  };
  for (const path of named) await follow(path);
  if (files.size === 0) throw new Error("The take page names no script.");
  const inline = [...html.matchAll(/<script(?![^>]*(?:\bsrc=|json"))[^>]*>(.*?)<\/script>/gs)].map(
    ([, script = ""]) => script,
  );

  const total = async (encoding: string, compress: (text: string) => Buffer) => {
    let bytes = inline.reduce((sum, script) => sum + compress(script).length, 0);
    for (const path of files) bytes += (await ask(url, path, encoding)).bytes.length;
    return bytes;
  };
  const allowed = { floor: MOST_SCRIPT, of: "the 12 KB allowed", goal: { most: 1 } };
  const what = `JavaScript of a take page, ${files.size} files and ${inline.length} inline`;
  return [
    { what, unit: "brotli bytes", here: await total("br", brotliCompressSync), ...allowed },
    { what, unit: "gzip bytes", here: await total("gzip", gzipSync), ...allowed },
  ];
}
