import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FOUND_PAGES, ROUTES, type Route, routeOf } from "#src/routes.ts";
import { routeAround, routeAt } from "#src/server/routing/match-route.ts";
import { ROOT } from "#test/support/root.ts";
import { startShell } from "#test/support/server/start-shell.ts";

const PAGES = join(ROOT, "src/pages");
const patternOf = (file: string) => `/${file.replace(/\.(astro|ts)$/, "").replace(/(^|\/)index$/, "")}`;
const pages = globSync("**/*.{astro,ts}", { cwd: PAGES }).map((file) => {
  const text = readFileSync(join(PAGES, file), "utf8");
  return { pattern: patternOf(file), text, prerendered: text.includes("export const prerender = true") };
});
const patterns = Object.keys(ROUTES);
const having = (has: (route: Route) => unknown) => patterns.filter((pattern) => has(routeOf(pattern))).sort();

/** An address that the pattern matches. */
const exampleOf = (pattern: string) =>
  pattern.replace("[instrument]", "diagnostic").replaceAll(/\[\w+\]/g, "V1StGXR8_Z5jdHi6B-myTw");

describe("The table of routes", () => {
  it("has a row for each page, and a page for each row", () => {
    expect(pages.length).toBeGreaterThan(90);
    expect(patterns.toSorted()).toEqual(pages.map(({ pattern }) => pattern).sort());
  });

  it("says of each page whether it takes a POST", () => {
    // What `server/read-first.ts` reads takes the form that was sent before the page is laid out.
    const taking =
      /export const POST\b|request\.method [!=]== "POST"|\b(takeStep|receiveAsk)\(|\bas (Question|Start)Page\b/;
    const found = pages.filter(({ text }) => taking.test(text)).map(({ pattern }) => pattern);
    expect(having(({ post }) => post)).toEqual(found.sort());
  });

  it("guards all of the desk and all of the founder's page but what asks for a password, a code, a passkey or a link itself", () => {
    const guardedBy = (prefix: string, names: readonly string[]) =>
      patterns.filter((one) => `${one}/`.startsWith(prefix) && !names.includes(routeOf(one).guarded ?? "")).sort();
    expect(guardedBy("/desk/", ["staff", "enrolling"])).toEqual([
      "/desk/join/[token]",
      "/desk/sign-in",
      "/desk/sign-in/code",
      "/desk/sign-in/link",
      "/desk/sign-in/link/[token]",
      "/desk/sign-in/passkey",
    ]);
    expect(guardedBy("/progress/", ["founder"])).toEqual(["/progress/sign-in", "/progress/sign-in/[token]"]);
    expect(having(({ guarded }) => guarded === "enrolling")).toEqual(["/desk/account/second-step", "/desk/sign-out"]);
  });

  it("calls private what is guarded or framed, what names one person's matter in its address, and what takes reports", () => {
    const named = /\[(reference|share|token|id)\]/;
    const expected = patterns.filter(
      (one) => named.test(one) || /^\/(desk|progress|embed|hooks)(\/|$)/.test(one) || routeOf(one).guarded,
    );
    expect(having((route) => route.private)).toEqual(expected.sort());
  });

  it("lets other sites write to what proves itself only, and frame nothing but the embedded Snapshot", () => {
    expect(having(({ exempt }) => exempt)).toEqual([
      "/ask-again/[token]/stop",
      "/check-ins/[token]/stop",
      "/hooks/resend",
      "/unsubscribe/[token]",
    ]);
    expect(having(({ framed }) => framed)).toEqual(
      patterns.filter((pattern) => pattern.startsWith("/embed/snapshot")).sort(),
    );
  });

  it("contradicts itself nowhere", () => {
    expect(having((route) => route.exempt && !route.post)).toEqual([]);
    expect(having((route) => route.found && route.private)).toEqual([]);
    // What is made before anybody asks cannot look at who asks.
    const made = pages.filter(({ prerendered }) => prerendered).map(({ pattern }) => routeOf(pattern));
    expect(made.filter((route) => route.private || route.guarded || route.post || route.framed)).toEqual([]);
  });

  it("sends search engines to addresses without a gap, once each", () => {
    expect(FOUND_PAGES.filter((path) => path.includes("["))).toEqual([]);
    expect(new Set(FOUND_PAGES).size).toBe(FOUND_PAGES.length);
    expect(FOUND_PAGES).toEqual(
      expect.arrayContaining(["/", "/snapshot", "/diagnostic", "/method", "/practice/top-five"]),
    );
  });
});

describe("A path", () => {
  it("leads to the row of its route, the more exact where two match", () => {
    for (const pattern of patterns)
      expect({ pattern, route: routeAt(exampleOf(pattern)) }).toEqual({ pattern, route: routeOf(pattern) });
  });

  it("of a file or of no page leads to no private row", () => {
    const public_ = [
      "/_astro/Take.CU0ov8vB.js",
      "/_astro/fonts/408273e72e35bf12.woff2",
      "/embed.js",
      "/nothing",
      "/a/b/c",
    ];
    expect(public_.filter((path) => routeAround(path).private)).toEqual([]);
  });

  it("is as private as the page above it, however it is written", () => {
    const paths = [
      "/desk/nothing/here",
      "/DESK",
      "/desk/",
      "/results//abc",
      "/results/abc/x/y/z/1/2/3",
      "/Snapshot/abc",
    ];
    expect(paths.filter((path) => !routeAround(path).private)).toEqual([]);
  });
});

it("Every private route answers no-store and noindex, and no other says noindex", async () => {
  const { ask } = await startShell((_req, res) => res.writeHead(200, { "cache-control": "public" }).end("page"));
  for (const pattern of patterns) {
    const { headers } = await ask(exampleOf(pattern));
    const said = { stored: headers["cache-control"] !== "no-store", robots: headers["x-robots-tag"] };
    const expected = routeOf(pattern).private
      ? { stored: false, robots: "noindex" }
      : { stored: true, robots: undefined };
    expect({ pattern, ...said }).toEqual({ pattern, ...expected });
  }
});
