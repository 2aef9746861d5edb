import { describe, expect, test } from "vitest";
import { application } from "#test/support/server/inner-application.ts";
import { startShell } from "#test/support/server/start-shell.ts";

const start = (variables?: Record<string, string>) => startShell(application, { variables: variables ?? {} });

describe("problem pages", () => {
  test("fill the template, or answer JSON to those who asked for it", async () => {
    const { ask } = await start();
    const page = await ask("/nowhere");
    expect(page.text).toContain("<title>There is no page here.</title><h1>There is no page here.</h1>");
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

  test("say that what was sent was not saved when the database cannot write, whatever the application then answered", async () => {
    const { ask } = await start();
    const { status, headers, text } = await ask("/full");
    expect([status, headers["retry-after"], headers["set-cookie"]]).toEqual([503, "30", undefined]);
    expect(text).toContain("If you were sending something, it was not saved: go back and send it again.");
  });

  test("answer HEAD without a body", async () => {
    const { ask } = await start();
    const { status, headers, text } = await ask("/nowhere", { method: "HEAD" });
    expect([status, text, Number(headers["content-length"]) > 0]).toEqual([404, "", true]);
  });
});
