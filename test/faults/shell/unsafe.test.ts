import { describe, expect, test } from "vitest";
import { application } from "#test/support/server/inner-application.ts";
import { exchange, PUBLIC_URL, startShell } from "#test/support/server/start-shell.ts";

const start = (variables?: Record<string, string>) => startShell(application, { variables: variables ?? {} });

describe("H7: unsafe requests", () => {
  const TYPES = ["application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x", ""];
  const SITES = ["same-origin", "cross-site", "same-site", "none", ""];
  const ORIGINS = [PUBLIC_URL, "https://evil.example", ""];
  const matrix = TYPES.flatMap((type) => SITES.flatMap((site) => ORIGINS.map((origin) => ({ type, site, origin }))));
  const given = (headers: Record<string, string>) =>
    Object.fromEntries(Object.entries(headers).filter(([, value]) => value));

  test("are taken from this site only, whatever their type", async () => {
    const { ask } = await start();
    for (const { type, site, origin } of matrix) {
      const headers = given({ "content-type": type, "sec-fetch-site": site, origin });
      const { status } = await ask("/echo", { method: "POST", headers, body: "{}" });
      const allowed = site ? site === "same-origin" : origin === PUBLIC_URL;
      expect({ type, site, origin, status }).toEqual({ type, site, origin, status: allowed ? 200 : 403 });
    }
  });

  test("are taken from anywhere on an exempt path", async () => {
    const { ask } = await start();
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await ask("/hooks/resend", { method: "POST", headers, body: "{}" })).status).toBe(200);
    expect((await ask("/hooks/resend/", { method: "POST", headers, body: "{}" })).status).toBe(403);
  });

  test("of other methods get 405 and the ones that are allowed", async () => {
    const { ask } = await start();
    for (const method of ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"]) {
      const { status, headers } = await ask("/page", { method, headers: { "sec-fetch-site": "same-origin" } });
      expect([method, status, headers.allow]).toEqual([method, 405, "GET, HEAD, POST"]);
    }
  });
});

describe("H9: hostile input", () => {
  const PATHS = [
    "//evil.example/",
    "/%2f%2fevil.example",
    "/\\evil",
    "/%5cevil",
    "/%",
    "/%zz",
    "/%ff",
    "/a%00b",
    "/a%0d%0aX:%20y",
  ];
  const MORE = [
    "/%2561",
    "/x/../health",
    "/x/%2e%2e/health",
    "/__proto__",
    "/constructor",
    "/problem/",
    "/%70roblem/index.html",
  ];
  const ENDS = ["/?a=%00%ff", "/nowhere?x=<script>", "/_astro/../../etc/passwd", "/index.html%00.js", "*"];

  test.each([...PATHS, ...MORE, ...ENDS])("%j gets an answer below 500 that repeats nothing of it", async (path) => {
    const { port } = await start();
    const answer = await exchange(port, `GET ${path} HTTP/1.1\r\nHost: plumb.example\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 (200|400|404) /);
    expect(answer).not.toMatch(/evil|<script>|location:|%title%/i);
  });

  test.each(["bytes=10-5", "bytes=abc", "bytes=-5", "bytes=999999-", "bytes=0-1,3-4"])(
    "the range %j gets the whole file",
    async (range) => {
      const { ask } = await start();
      const { status, text } = await ask("/favicon.svg", { headers: { range } });
      expect([status, text]).toEqual([200, "<svg/>"]);
    },
  );

  test("a thrown error shows no stack, and its log carries the request id and no address", async () => {
    const { ask, logged } = await start();
    const { headers, text } = await ask("/throw");
    expect(text).not.toMatch(/secret detail|file\.ts|Error/);
    const line = logged.find((entry) => entry.includes("request-failed")) ?? "";
    expect(JSON.parse(line)).toMatchObject({ level: "error", requestId: headers["x-request-id"] });
    expect(logged.join("")).not.toContain("ann@example.com");
  });
});
