import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paths } from "#src/paths.ts";
import { completed, formTime, hiddenField, post, startAttempt } from "#test/support/browser/visitor.ts";
import { type Server, startServer } from "#test/support/server/server.ts";

describe("A page that is kept", () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const page = async (path: string) => {
    const response = await fetch(server.url + path);
    return {
      status: response.status,
      policy: response.headers.get("content-security-policy"),
      html: await response.text(),
    };
  };
  /** A page without what is new each time. */
  const same = (html: string) =>
    html.replaceAll(/(name="(?:time|start|shown)" value=")[^"]*/g, "$1").replace(/"shownAt":\d+/, "");

  test("is the same when it is read again, with a time of its own", async () => {
    const reference = await completed(server, "E1");
    const [first, again] = [await page(paths.result(reference)), await page(paths.result(reference))];
    expect(again.policy).toBe(first.policy);
    expect(same(again.html)).toBe(same(first.html));
    for (const name of ["time", "start"]) expect(hiddenField(again.html, name)).not.toBe(hiddenField(first.html, name));
    expect(await formTime(server, reference)).toMatch(/^\w+\.[\w-]{43}$/);
  });

  test("never shows the result of another, though both gave the same answers", async () => {
    const [one, other] = [await completed(server, "E2"), await completed(server, "E2")];
    for (const reference of [one, other, one, other]) {
      const { html } = await page(paths.result(reference));
      expect(html).toContain(reference);
      expect(html).not.toContain(reference === one ? other : one);
    }
  });

  test("is gone once its result is erased", async () => {
    const reference = await completed(server, "E2");
    for (const status of [200, 200]) expect((await page(paths.result(reference))).status).toBe(status);
    await post(server, paths.erasure(reference));
    const { status, html } = await page(paths.result(reference));
    expect(status).toBe(404);
    expect(html).not.toContain(reference);
  });

  test("changes with what is added to its result", async () => {
    const reference = await completed(server, "E2");
    const before = await page(paths.result(reference));
    await post(server, paths.sizing(reference), { z_opps: "12", z_acv: "20000", z_win: "25", currency: "EUR" });
    const after = await page(paths.result(reference));
    expect(before.html).not.toContain("€");
    expect(after.html).toContain("€");
  });

  test("is answered alike before Astro is entered and, with a letter of its address encoded, behind it", async () => {
    const [done, open] = [await completed(server, "E2"), await startAttempt(server, "diagnostic")];
    await post(server, paths.question("diagnostic", open, 1), { answer: "none" });
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const asked: [path: string, init?: RequestInit][] = [
      [paths.result(done)],
      [paths.result(open)],
      [paths.result("nobody")],
      [paths.question("diagnostic", open, 1)],
      [paths.question("diagnostic", open, 9)],
      [paths.question("diagnostic", open, 99)],
      [paths.question("diagnostic", done, 1)],
      [paths.question("diagnostic", open, 1), { method: "HEAD" }],
      [
        paths.question("diagnostic", open, 1),
        { method: "POST", body: "{}", headers: { "content-type": "text/plain" } },
      ],
      [paths.question("diagnostic", open, 1), { method: "POST", body: "answer=none", headers: form }],
      [paths.start("diagnostic"), { method: "POST", body: "start=a+key+that+is+sent+twice", headers: form }],
      [paths.result(done), { method: "POST", body: "a=b", headers: form }],
    ];
    const answers = async (spelled: (path: string) => string) => {
      const given: object[] = [];
      for (const [path, init] of asked) {
        const headers = { ...init?.headers, "sec-fetch-site": "same-origin" };
        const response = await fetch(server.url + spelled(path), { ...init, headers, redirect: "manual" });
        const named = ["location", "cache-control", "x-robots-tag", "content-type", "content-security-policy"];
        given.push({ path, status: response.status, ...named.map((name) => response.headers.get(name)) });
        await response.text();
      }
      return given;
    };
    const before = await answers((path) => path);
    const behind = await answers((path) =>
      path.replace(/^\/([a-z])/, (_, letter) => `/%${letter.charCodeAt(0).toString(16)}`),
    );
    expect(behind).toEqual(before);
    expect(before.map((one) => (one as { status: number }).status)).toEqual([
      200, 404, 404, 200, 303, 404, 303, 200, 400, 303, 303, 405,
    ]);
  });

  test("of a first question belongs to the attempt that asks for it", async () => {
    const references = [await startAttempt(server, "diagnostic"), await startAttempt(server, "diagnostic")];
    for (const reference of [...references, ...references]) {
      const { html, policy } = await page(paths.question("diagnostic", reference, 1));
      const named = [...html.matchAll(/\/diagnostic\/([\w-]{20,})/g)].map(([, name]) => name);
      expect(new Set(named)).toEqual(new Set([reference]));
      expect(Number(hiddenField(html, "shown"))).toBeGreaterThan(Date.now() - 60_000);
      expect(Number(hiddenField(html, "shown"))).toBeLessThanOrEqual(Date.now());
      expect(JSON.parse(/id="view">(.*?)<\/script>/s.exec(html)?.[1] ?? "").shownAt).toBe(
        Number(hiddenField(html, "shown")),
      );
      expect(policy).toContain("'sha256-");
    }
  });

  test("has a body after HEAD has asked for it first", async () => {
    const reference = await completed(server, "E1");
    await fetch(server.url + paths.result(reference), { method: "HEAD" });
    expect((await page(paths.result(reference))).html).toContain(reference);
  });
});
