import { describe, expect, test } from "vitest";
import { application, OWN_POLICY } from "#test/support/server/inner-application.ts";
import { type Answer, exchange, startShell } from "#test/support/server/start-shell.ts";

const RESULT = "/results/V1StGXR8_Z5jdHi6B-myTw";
const start = (variables?: Record<string, string>) => startShell(application, { variables: variables ?? {} });

describe("H5: headers", () => {
  const cases: [string, number, { path: string; method?: string; headers?: Record<string, string> }][] = [
    ["a page", 200, { path: "/page" }],
    ["a page with a weak policy", 200, { path: "/weak" }],
    ["a plain answer", 200, { path: "/bare" }],
    ["a prerendered page", 200, { path: "/" }],
    ["a script", 200, { path: "/_astro/app.Ab12Cd34.js" }],
    ["/health", 200, { path: "/health" }],
    ["an unknown path", 404, { path: "/nowhere" }],
    ["a wrong method", 405, { path: "/page", method: "DELETE" }],
    ["a cross-site form", 403, { path: "/echo", method: "POST", headers: { "sec-fetch-site": "cross-site" } }],
    ["the long address of an advertisement", 200, { path: `/page?utm_content=${"a".repeat(3000)}` }],
    ["a longer address", 414, { path: `/${"a".repeat(9000)}` }],
    ["a wrong host", 421, { path: "/page", headers: { host: "evil.example" } }],
    ["a large declared body", 413, { path: "/echo", method: "POST", headers: { "content-length": "70000" } }],
    ["an error", 500, { path: "/throw" }],
    ["a full disk", 503, { path: "/full" }],
  ];

  test.each(cases)("are on %s (%i)", async (_, status, { path, ...how }) => {
    const { ask } = await start();
    const answer = await ask(path, how);
    expect(answer.status).toBe(status);
    expectSecured(answer);
  });

  test("are on what node answers before there is a request", async () => {
    const { port } = await start();
    for (const [text, status] of [
      ["NONSENSE\r\n\r\n", 400],
      [`GET / HTTP/1.1\r\nHost: plumb.example\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431],
      ["CONNECT plumb.example:443 HTTP/1.1\r\nHost: plumb.example\r\n\r\n", 405],
    ] as const) {
      const answer = await exchange(port, text);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(answer).toMatch(/strict-transport-security: [\s\S]+content-security-policy: .*frame-ancestors 'none'/);
    }
  });

  test("leave a page's own policy alone, and put the short one on prerendered pages", async () => {
    const { ask } = await start();
    expect((await ask("/page")).headers["content-security-policy"]).toBe(OWN_POLICY);
    expect((await ask("/")).headers["content-security-policy"]).toBe(
      "object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect((await ask("/bare")).headers["content-security-policy"]).toMatch(/^default-src 'none'/);
  });

  test("open the embedded Snapshot to the sites that staff allow, its problem pages too, and nothing else", async () => {
    const allowed = ["https://a.example", "https://b.example:8443"];
    const { ask } = await startShell(application, { embedOrigins: async () => allowed });
    const ancestors = ({ headers }: Answer) =>
      String(headers["content-security-policy"]).match(/frame-ancestors [^;,]*/g);
    for (const path of ["/embed/snapshot", "/embed/snapshot/", "/embed/snapshot/x", "/%65mbed/snapshot/x/1"]) {
      const answer = await ask(path);
      expect(ancestors(answer), path).toEqual([`frame-ancestors ${allowed.join(" ")}`]);
      expect(answer.headers, path).toMatchObject({
        "cross-origin-resource-policy": "cross-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cache-control": "no-store",
      });
    }
    for (const path of [
      "/page",
      RESULT,
      "/embed",
      "/embed/",
      "/embed/snapshots",
      "/snapshot",
      "/embed.js",
      "//embed/snapshot",
    ])
      expect(ancestors(await ask(path)), path).toEqual(["frame-ancestors 'none'"]);
    expect((await ask("/embed.js")).headers["cross-origin-resource-policy"]).toBe("cross-origin");
    expect((await ask("/embed/snapshots")).headers["cross-origin-resource-policy"]).toBe("same-origin");
  });

  test("let nobody frame the embedded Snapshot while staff have named no site", async () => {
    const { ask } = await start();
    const { headers } = await ask("/embed/snapshot");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  });

  test("say no-store and noindex below the private paths, and HSTS only where PUBLIC_URL is https", async () => {
    const { ask } = await start({ PUBLIC_URL: "http://plumb.example" });
    for (const path of [RESULT, RESULT.replace("/r", "/%72"), "/snapshot/x", "/diagnostic/x/", "/not-you/x"]) {
      expect((await ask(path)).headers).toMatchObject({ "cache-control": "no-store", "x-robots-tag": "noindex" });
    }
    const { headers } = await ask("/page");
    expect(headers).not.toHaveProperty("x-robots-tag");
    expect(headers).not.toHaveProperty("strict-transport-security");
  });
});

function expectSecured({ headers }: Answer): void {
  expect(headers).toMatchObject({
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": expect.stringContaining("camera=()"),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  });
}
