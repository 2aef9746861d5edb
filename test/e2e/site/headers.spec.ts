import { readdirSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { paths } from "#src/paths.ts";
import { routeAround } from "#src/server/routing/match-route.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { bothForms, unsafe } from "#test/support/browser/secure.ts";
import { completed, startAttempt } from "#test/support/browser/visitor.ts";
import { ROOT } from "#test/support/root.ts";

const CLIENT = join(ROOT, "dist/client");

// What a page carries is looked at where each kind of page is: pages.spec.ts.
test("every endpoint carries the security headers, whatever the method", async ({ server }) => {
  const result = await completed(server, "E1");
  const attempt = await startAttempt(server, "snapshot");
  const addresses = [
    "/health",
    paths.resultFacts(result),
    paths.keeping(result),
    paths.answers("snapshot", attempt),
    paths.attempt("snapshot", attempt),
  ];
  const wrong: string[] = [];
  for (const address of addresses.flatMap(bothForms))
    for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]) {
      const answer = await fetch(server.url + address, { method, redirect: "manual" });
      wrong.push(...unsafe(answer, `${method} ${address}`));
    }
  expect(wrong).toEqual([]);
});

/** The paths of all files of the build. */
const builtFiles = () =>
  readdirSync(CLIENT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(CLIENT.length));

// Files are served before anybody asks who asks, whether a page, an endpoint or public/ made them.
test("no built file stands where a page is private", () => {
  const addresses = builtFiles().flatMap((file) => [file, file.replace(/(\/index)?\.html$/, "")]);
  expect(addresses.length).toBeGreaterThan(100);
  expect(addresses.filter((address) => routeAround(address || "/").private)).toEqual([]);
});

test("every static file carries them, with a slash at its end and without", async ({ server }) => {
  const files = builtFiles();
  expect(files.length).toBeGreaterThan(5);
  // With a slash at its end no file has another answer than the rest of its folder.
  const slashed = new Map(files.map((file) => [file.replace(/[^/]+(\.\w+)$/, "*$1"), `${file}/`]));
  const wrong: string[] = [];
  for (const address of [...files, ...slashed.values()]) {
    const answer = await fetch(server.url + address);
    // A connection whose answer was not read serves no other.
    await answer.arrayBuffer();
    wrong.push(...unsafe(answer, address));
    const kept = answer.headers.get("cache-control");
    if (answer.ok && address.startsWith("/_astro/") && !kept?.includes("immutable")) wrong.push(`${address}: ${kept}`);
  }
  expect(wrong).toEqual([]);
});

test("results, attempts and everything below them are kept by no cache and no search engine", async ({ server }) => {
  const result = await completed(server, "E1");
  const attempt = await startAttempt(server, "diagnostic");
  const unknown = "abcdefghijklmnopqrstuvwx";
  const addresses = [result, unknown].flatMap((reference) => [
    paths.result(reference),
    paths.resultFacts(reference),
    paths.report(reference),
    paths.sent(paths.report(reference)),
    paths.sizing(reference),
    paths.call(reference),
    paths.keeping(reference),
    paths.erasure(reference),
    paths.notYou(reference),
  ]);
  const attempts = [attempt, unknown].flatMap((reference) => [
    paths.attempt("diagnostic", reference),
    paths.question("diagnostic", reference, 1),
    paths.check("diagnostic", reference),
    paths.about("diagnostic", reference, 1),
    paths.answers("diagnostic", reference),
    paths.finishLater("diagnostic", reference),
  ]);
  const founders = [paths.progress, paths.founderSignIn, paths.founderSignOut, paths.founderLink("a".repeat(43))];
  for (const address of [...addresses, ...attempts, ...founders].flatMap(bothForms)) {
    const { headers } = await fetch(server.url + address, { redirect: "manual" });
    expect(headers.get("cache-control"), address).toBe("no-store");
    expect(headers.get("x-robots-tag"), address).toContain("noindex");
  }
});

test("home and the start pages may be indexed, and a start page is made anew for everyone", async ({ server }) => {
  for (const address of [paths.home, paths.start("snapshot"), paths.start("diagnostic")]) {
    const { headers } = await fetch(server.url + address);
    expect(headers.get("x-robots-tag"), address).toBeNull();
  }
  const { headers } = await fetch(server.url + paths.start("snapshot"));
  expect(headers.get("cache-control")).toBe("no-store");
});

test("with a public https address every answer asks for https from then on", async ({ serverWith }) => {
  const server = await serverWith({ PUBLIC_URL: "https://plumb.example" });
  for (const path of [paths.home, paths.start("snapshot"), "/nothing", "/an%2fencoded-slash", "/health", "/icon.svg"]) {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { host: "plumb.example" };
      request({ host: "127.0.0.1", port: server.port, path, headers, agent: false }, resolve).on("error", reject).end();
    });
    answer.resume();
    expect(answer.statusCode, path).not.toBe(421);
    expect(answer.headers["strict-transport-security"], path).toMatch(/max-age=\d{7,}/);
  }
});

test("a page is compressed, and a script or style file is sent as it was compressed at build time", async ({
  server,
}) => {
  const html = await fetch(server.url + paths.start("snapshot"), { headers: { "accept-encoding": "br" } });
  expect(html.headers.get("content-encoding")).toBe("br");
  const sheet = readdirSync(join(CLIENT, "_astro")).find((name) => name.endsWith(".css")) ?? "";
  const style = await fetch(`${server.url}/_astro/${sheet}`, { headers: { "accept-encoding": "gzip" } });
  expect(style.headers.get("content-encoding")).toBe("gzip");
  expect(style.headers.get("content-type")).toContain("text/css");
});
