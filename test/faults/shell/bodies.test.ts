import { describe, expect, test } from "vitest";
import { application } from "#test/support/server/inner-application.ts";
import { exchange, OWN_FORM, startShell } from "#test/support/server/start-shell.ts";

const start = (variables?: Record<string, string>) => startShell(application, { variables: variables ?? {} });

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
