import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { OPEN_ORIGIN } from "#src/paths.ts";
import type { AstroHandler } from "#src/server/http/shell-options.ts";
import { PUBLIC_URL, startShell } from "#test/support/server/start-shell.ts";

const application: AstroHandler = async (_req, _res, next) => next?.();

function site(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-open-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const PAGE = `<!doctype html><link rel="canonical" href="${OPEN_ORIGIN}/page"><p>${"words ".repeat(400)}</p>`;

test("a built file is served with the public address filled in, at every address that leads to it", async () => {
  const clientDir = site({
    "page/index.html": PAGE,
    "page/index.html.br": "stale",
    "feed.xml": `<a>${OPEN_ORIGIN}/</a>`,
    "plain.txt": "as it is",
  });
  const { ask } = await startShell(application, { clientDir });
  for (const path of ["/page", "/page/", "/page/index.html"]) {
    const answer = await ask(path);
    expect([answer.status, answer.headers["content-type"]], path).toEqual([200, "text/html; charset=utf-8"]);
    expect(answer.text, path).toBe(PAGE.replace(OPEN_ORIGIN, PUBLIC_URL));
    expect(answer.headers["content-security-policy"], path).toContain("frame-ancestors");
    expect(answer.headers["cache-control"], path).toBe("no-cache");
  }
  expect((await ask("/feed.xml")).text).toBe(`<a>${PUBLIC_URL}/</a>`);
  expect((await ask("/plain.txt")).text).toBe("as it is");
  expect((await ask("/page/other")).status).toBe(404);
});

test("it takes a method, a coding and a known ETag as any file does", async () => {
  const { ask } = await startShell(application, { clientDir: site({ "page/index.html": PAGE }) });
  const { headers } = await ask("/page");
  expect((await ask("/page", { headers: { "if-none-match": String(headers.etag) } })).status).toBe(304);
  const head = await ask("/page", { method: "HEAD" });
  expect([head.status, head.text, head.headers["content-length"]]).toEqual([200, "", headers["content-length"]]);
  const coded = await ask("/page", { headers: { "accept-encoding": "gzip, br" } });
  expect([coded.headers["content-encoding"], coded.headers.etag === headers.etag]).toEqual(["br", false]);
  expect(brotliDecompressSync(coded.bytes).toString()).toBe(PAGE.replace(OPEN_ORIGIN, PUBLIC_URL));
  expect((await ask("/page", { headers: { range: "bytes=-5" } })).status).toBe(200);
});
