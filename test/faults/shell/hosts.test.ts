import { describe, expect, test } from "vitest";
import { application } from "#test/support/server/inner-application.ts";
import { exchange, startShell, WATCHING } from "#test/support/server/start-shell.ts";

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
