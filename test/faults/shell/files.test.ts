import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { application, PAGE } from "#test/support/server/inner-application.ts";
import { startShell } from "#test/support/server/start-shell.ts";

const start = (variables?: Record<string, string>) => startShell(application, { variables: variables ?? {} });

describe("files and compression", () => {
  test("built files come precompressed, hashed ones for a year, others to be asked for again", async () => {
    const { ask } = await start();
    const script = await ask("/_astro/app.Ab12Cd34.js", { headers: { "accept-encoding": "gzip, br" } });
    expect(script.headers).toMatchObject({ "content-encoding": "br", vary: "Accept-Encoding" });
    expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(brotliDecompressSync(script.bytes).toString()).toContain("application application");
    const page = await ask("/", { headers: { "accept-encoding": "gzip" } });
    expect(page.headers).toMatchObject({ "content-encoding": "gzip", "cache-control": "no-cache" });
    expect(gunzipSync(page.bytes).toString()).toContain("<p>Home</p>");
  });

  test("an unchanged file is 304, with no policy that would replace the stored page's", async () => {
    const { ask } = await start();
    const { etag = "" } = (await ask("/")).headers;
    const again = await ask("/", { headers: { "if-none-match": etag } });
    expect([again.status, again.headers["cache-control"], again.headers.vary]).toEqual([
      304,
      "no-cache",
      "Accept-Encoding",
    ]);
    expect(again.headers).not.toHaveProperty("content-security-policy");
  });

  test("pages are compressed on the way", async () => {
    const { ask } = await start();
    for (const [accept, decompress] of [
      ["br", brotliDecompressSync],
      ["gzip", gunzipSync],
    ] as const) {
      const { headers, bytes } = await ask("/page", { headers: { "accept-encoding": accept } });
      expect(headers["content-encoding"]).toBe(accept);
      expect(decompress(bytes).toString()).toBe(PAGE);
    }
    expect((await ask("/page")).text).toBe(PAGE);
  });
});
