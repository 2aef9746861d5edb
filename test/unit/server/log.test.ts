import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, test } from "vitest";
import { byTurns } from "#src/server/by-turns.ts";
import { createLog, type Fields } from "#src/server/log.ts";
import { maskPrivate } from "#src/server/mask-private.ts";
import { ROOT } from "#test/support/root.ts";

const BY_TURNS = join(ROOT, "src/server/by-turns.ts");
const REFERENCE = "V1StGXR8_Z5jdHi6B-myTw";

test("a line is JSON with level, time of the injected clock, event and fields", () => {
  expect(line("request", { status: 200, ms: 3 })).toEqual({
    level: "info",
    time: "2026-11-22T03:00:00.000Z",
    event: "request",
    status: 200,
    ms: 3,
  });
});

test("what is below the level that is asked for is not written", () => {
  const lines: string[] = [];
  const log = createLog({ clock: () => 0, out: { write: (text: string) => lines.push(text) > 0 }, least: "warn" });
  log.info("request");
  log.warn("connection-dropped");
  log.error("request-failed");
  expect(lines.map((one) => JSON.parse(one).event)).toEqual(["connection-dropped", "request-failed"]);
});

test.each([
  ["sent to ann@example.com.", "sent to [address]"],
  ["/not-you?email=ann%40example.com", "/not-you?[query]"],
  ["/people/ann%40example.com", "/people/[address]"],
  [`/results/${REFERENCE}`, "/results/[reference]"],
  [`/results/${REFERENCE}.json?x=1`, "/results/[reference].json?[query]"],
  [`/results/%56${REFERENCE.slice(1)}/keep`, "/results/[reference]/keep"],
  [`/reminders/${REFERENCE}.${"s".repeat(43)}`, "/reminders/[reference]"],
  [`/reminders/${REFERENCE}%2e${"s".repeat(43)}/x`, "/reminders/[reference]/x"],
  [`/results/${REFERENCE}/report.pdf`, "/results/[reference]/report.pdf"],
  ["/snapshot?utm_source=x", "/snapshot?[query]"],
  ["at /dist/server/virtual_astro_middleware.mjs:5:10", "at /dist/server/virtual_astro_middleware.mjs:5:10"],
  ["/_astro/index.BxY12345.js", "/_astro/index.BxY12345.js"],
])("%j is logged as %j", (text, masked) => {
  expect(maskPrivate(text)).toBe(masked);
});

test("an address is masked wherever it stands: nested, in a key, in an error and its cause", () => {
  const error = new Error("no mailbox ann@example.com", { cause: { to: ["ann@example.com"] } });
  const logged = JSON.stringify(
    line("delivery", { error, "ann@example.com": { deep: [{ to: "Ann <ann@example.com>" }] } }),
  );
  expect(logged).not.toContain("example.com");
  expect(logged).toContain("no mailbox [address]");
});

test("what a failed query was asked with is not logged, nor in its stack or as a cause", () => {
  const failed = new DrizzleQueryError("select 1 where reference = ?", [REFERENCE, "No deal\nwithout proof"]);
  const logged = JSON.stringify(line("request-failed", { error: new Error("outside", { cause: failed }) }));
  expect(logged).toContain("Failed query: select 1 where reference = ?");
  for (const said of [REFERENCE, "No deal", "without proof"]) expect(logged).not.toContain(said);
});

test("an id that is no path stays readable", () => {
  const requestId = "6f1b5c52-35a1-4d0f-9f0c-0c2f3c6d1a11";
  expect(line("request", { requestId })).toMatchObject({ requestId });
});

test("a value that contains itself does not stop the log", () => {
  const knot: Record<string, unknown> = {};
  knot.knot = knot;
  expect(JSON.stringify(line("x", { knot }))).toContain("[deep]");
});

function line(event: string, fields: Fields): unknown {
  const written: string[] = [];
  const out = { write: (text: string) => written.push(text) > 0 };
  createLog({ clock: () => Date.UTC(2026, 10, 22, 3), out }).info(event, fields);
  return JSON.parse(written.join(""));
}

test("lines of one turn are passed on together, and those of the last turn when the process exits", async () => {
  const passed: string[] = [];
  const log = createLog({ clock: () => 0, out: byTurns({ write: (text) => passed.push(text) }) });
  log.info("request");
  log.warn("connection-dropped");
  expect(passed).toEqual([]);
  await new Promise(setImmediate);
  expect(passed.map((text) => text.trim().split("\n").length)).toEqual([2]);

  const source = `import { byTurns } from ${JSON.stringify(BY_TURNS)}; byTurns(process.stdout).write("last"); process.exit(3);`;
  const ended = spawnSync(process.execPath, ["--input-type=module", "--eval", source], { encoding: "utf8" });
  expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 3, stdout: "last" });
});
