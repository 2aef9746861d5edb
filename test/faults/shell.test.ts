import { Agent } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { application, OWN_POLICY, PAGE } from "#test/support/server/inner-application.ts";
import { type Answer, exchange, OWN_FORM, PUBLIC_URL, startShell, WATCHING } from "#test/support/server/start-shell.ts";

const RESULT = "/results/V1StGXR8_Z5jdHi6B-myTw";
const start = (variables?: Record<string, string>) => startShell(application, { variables: variables ?? {} });

describe("H1: hosts", () => {
  test("a forged Host gets 421 and is not repeated; a forged X-Forwarded-Host changes nothing", async () => {
    const { ask } = await start();
    const forged = await ask("/page", { headers: { host: "evil.example" } });
    expect(forged.status).toBe(421);
    expect(forged.text).not.toContain("evil");
    const echo = await ask("/echo", { headers: { "x-forwarded-host": "evil.example", "x-forwarded-for": "6.6.6.6" } });
    expect(echo.status).toBe(200);
    expect(echo.text).not.toMatch(/evil|6\.6\.6\.6/);
  });

  test("a missing or doubled Host gets 400, an absolute target to another host 421, to this host its page", async () => {
    const { port } = await start();
    const send = (head: string) => exchange(port, `${head}\r\nConnection: close\r\n\r\n`);
    expect(await send("GET /bare HTTP/1.1")).toMatch(/^HTTP\/1.1 400 [\s\S]+nosniff/);
    expect(await send("GET /bare HTTP/1.1\r\nHost: plumb.example\r\nHost: evil.example")).toMatch(/^HTTP\/1.1 400 /);
    expect(await send("GET http://evil.example/bare HTTP/1.1\r\nHost: plumb.example")).toMatch(/^HTTP\/1.1 421 /);
    expect(await send("GET https://plumb.example/bare HTTP/1.1\r\nHost: plumb.example")).toMatch(
      /^HTTP\/1.1 200 [\s\S]+bare/,
    );
  });
});

describe("H2: client addresses", () => {
  test("pages get the socket's address, or the forwarded one behind a trusted proxy", async () => {
    const headers = { "x-forwarded-for": "6.6.6.6, 198.51.100.7" };
    expect((await (await start()).ask("/echo", { headers })).text).toContain('"address":"127.0.0.1"');
    const behind = await start({ TRUSTED_PROXIES: "1" });
    expect((await behind.ask("/echo", { headers })).text).toContain('"address":"198.51.100.7"');
  });

  test("an ignored X-Forwarded-For is warned of once and shows in /health", async () => {
    const { ask, logged } = await start();
    expect(JSON.parse((await ask("/health", WATCHING)).text)).toEqual({
      status: "ok",
      database: "ok",
      delivery: "ok",
      forwarded: "none",
    });
    for (const address of ["1.1.1.1", "2.2.2.2"]) await ask("/bare", { headers: { "x-forwarded-for": address } });
    expect(JSON.parse((await ask("/health", WATCHING)).text)).toMatchObject({ forwarded: "ignored" });
    expect(logged.filter((line) => line.includes("forwarded-ignored"))).toHaveLength(1);
  });
});

describe("H3: bodies", () => {
  test.each([false, true])("65,536 bytes arrive and 65,537 get 413 (chunked: %s)", async (chunked) => {
    const { ask } = await start();
    const post = (size: number) => ask("/echo", { method: "POST", headers: OWN_FORM, body: "a".repeat(size), chunked });
    expect(JSON.parse((await post(65_536)).text)).toMatchObject({ bytes: 65_536 });
    const refused = await post(65_537);
    expect(refused.status).toBe(413);
    expect(refused.text).toContain("Nothing you have already answered is lost.");
    expect((await post(900_000)).status).toBe(413);
  });

  test("a client that reads only after it has sent everything still gets the 413", async () => {
    const { port } = await start();
    const head = "POST /echo HTTP/1.1\r\nHost: plumb.example\r\nSec-Fetch-Site: same-origin\r\n";
    expect(await exchange(port, `${head}Content-Length: 900000\r\n\r\n${"a".repeat(900_000)}`)).toMatch(
      /^HTTP\/1.1 413 /,
    );
  });

  test("a compressed body is refused with 415, a body cut short harms nobody", async () => {
    const { ask, port } = await start();
    const headers = { ...OWN_FORM, "content-encoding": "gzip" };
    expect((await ask("/echo", { method: "POST", headers, body: "x" })).status).toBe(415);
    const head = "POST /echo HTTP/1.1\r\nHost: plumb.example\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n";
    expect(await exchange(port, `${head}Content-Length: nine\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /);
    expect(await exchange(port, `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`)).toMatch(/^HTTP\/1.1 400 /);
    expect((await ask("/bare")).status).toBe(200);
  });
});

describe("H4: slow clients", () => {
  test("a socket that dribbles a header gets 408 with the security headers while others are served", async () => {
    const { ask, port } = await start({ LIMIT_HEADERS_SECONDS: "1" });
    let ended = false;
    const slow = exchange(port, "GET / HTTP/1.1\r\nHost: plumb.example\r\nX-Slow: ", "a").finally(() => {
      ended = true;
    });
    while (!ended) expect((await ask("/bare")).status).toBe(200);
    expect(await slow).toMatch(/^HTTP\/1.1 408 [\s\S]+x-content-type-options: nosniff[\s\S]+did not arrive in time/);
  });

  test("a socket that dribbles a body gets 408", async () => {
    const { port } = await start({ LIMIT_HEADERS_SECONDS: "1", LIMIT_REQUEST_SECONDS: "1" });
    const head =
      "POST /echo HTTP/1.1\r\nHost: plumb.example\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 9999\r\n\r\n";
    expect(await exchange(port, head, "a")).toMatch(/^HTTP\/1.1 408 /);
  });
});

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

describe("problem pages", () => {
  test("fill the template, or answer JSON to those who asked for it", async () => {
    const { ask } = await start();
    const page = await ask("/nowhere");
    expect(page.text).toContain("<title>There is no page here</title><h1>There is no page here</h1>");
    expect(page.headers).toMatchObject({ "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    for (const name of ["accept", "content-type"]) {
      const { text } = await ask("/nowhere", { headers: { [name]: "application/json" } });
      expect(Object.keys(JSON.parse(text))).toEqual(["error"]);
    }
  });

  test("stand on their own where the site was not built", async () => {
    const { ask } = await startShell(application, { clientDir: "/nowhere" });
    expect((await ask("/nowhere")).text).toMatch(/^<!doctype html>\n<html lang="en">.*<title>There is no page here/);
  });

  test("replace empty errors of the application and keep its headers, but never its own words", async () => {
    const { ask } = await start();
    const limited = await ask("/limited", { headers: { "accept-encoding": "br, gzip" } });
    expect(limited).toMatchObject({ status: 429, headers: { "retry-after": "60" } });
    expect(limited.text).toContain("Too many requests");
    expect(limited.text).toContain("Try again in a minute.");
    for (const path of ["/empty-500", "/plain-500"]) {
      const { status, text } = await ask(path, { headers: { "accept-encoding": "br, gzip" } });
      expect([status, text]).toEqual([500, expect.stringContaining("Something went wrong on our side")]);
    }
    expect((await ask("/read-only")).headers.allow).toBe("GET, HEAD");
    expect((await ask("/own-422")).text).toBe("own words");
  });

  test("say that nothing was saved when the database cannot write, whatever the application then answered", async () => {
    const { ask } = await start();
    const { status, headers, text } = await ask("/full");
    expect([status, headers["retry-after"], headers["set-cookie"]]).toEqual([503, "30", undefined]);
    expect(text).toContain("Nothing was saved this time. Your answers are still on the previous page");
  });

  test("answer HEAD without a body", async () => {
    const { ask } = await start();
    const { status, headers, text } = await ask("/nowhere", { method: "HEAD" });
    expect([status, text, Number(headers["content-length"]) > 0]).toEqual([404, "", true]);
  });
});

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

describe("/health", () => {
  test("tells strangers the status and nothing else", async () => {
    const { ask } = await startShell(application);
    expect(JSON.parse((await ask("/health")).text)).toEqual({ status: "ok" });
    for (const authorization of ["Bearer", `${WATCHING.headers.authorization}x`])
      expect(JSON.parse((await ask("/health", { headers: { authorization } })).text)).toEqual({ status: "ok" });
    expect(JSON.parse((await ask("/health", WATCHING)).text)).toMatchObject({ database: "ok", delivery: "ok" });
    const without = await startShell(application, { variables: { HEALTH_TOKEN: "" } });
    expect(JSON.parse((await without.ask("/health", WATCHING)).text)).toEqual({ status: "ok" });
  });

  test("is 503 when a part is not well or cannot be asked", async () => {
    const ill = await startShell(application, { health: async () => ({ status: "failing", database: "full" }) });
    expect(await ill.ask("/health", WATCHING)).toMatchObject({ status: 503, headers: { "cache-control": "no-store" } });
    const dead = await startShell(application, { health: () => Promise.reject(new Error("no")) });
    expect(JSON.parse((await dead.ask("/health", WATCHING)).text)).toMatchObject({ status: "failing" });
  });
});

describe("H10: closing", () => {
  const COUNT = 40;

  test("answers every request that was accepted and refuses new connections", async () => {
    const gate = Promise.withResolvers<void>();
    const full = Promise.withResolvers<void>();
    let accepted = 0;
    const { shell, ask } = await startShell(async (_req, res) => {
      accepted += 1;
      if (accepted === COUNT) full.resolve();
      await gate.promise;
      res.end("done");
    });
    const answers = Array.from({ length: COUNT }, (_, index) => ask(`/slow/${index}`));
    await full.promise;
    const closed = shell.close();
    await expect(ask("/late")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    gate.resolve();
    const statuses = (await Promise.all(answers)).map(
      ({ status, text, headers }) => `${status} ${text} ${headers.connection}`,
    );
    expect(new Set(statuses)).toEqual(new Set(["200 done close"]));
    await closed;
    expect(accepted).toBe(COUNT);
  });

  test("loses no request of clients that keep their connections open and keep asking", async () => {
    const { shell, ask } = await start();
    const running = Promise.withResolvers<void>();
    let answered = 0;
    const client = async (): Promise<string> => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      try {
        for (;;) {
          const { text } = await ask("/bare", { agent });
          if (text !== "bare") return text;
          answered += 1;
          if (answered === 500) running.resolve();
        }
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? "unknown";
      } finally {
        agent.destroy();
      }
    };
    const clients = Array.from({ length: 10 }, client);
    await running.promise;
    await shell.close();
    expect(new Set(await Promise.all(clients))).toEqual(new Set(["ECONNREFUSED"]));
  });

  test("cuts what has not finished in time", async () => {
    const arrived = Promise.withResolvers<void>();
    const { shell, ask } = await startShell(() => arrived.resolve(), { variables: { SHUTDOWN_SECONDS: "0" } });
    const answer = expect(ask("/never")).rejects.toMatchObject({ code: "ECONNRESET" });
    await arrived.promise;
    await shell.close();
    await answer;
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
