import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";
import { fill } from "#db/commands/fill.ts";
import { readSamples, seed } from "#db/commands/seed.ts";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { makeFirstOwnerLink } from "#src/accounts/people/first-owner.ts";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { rollUpStale } from "#src/funnel/roll-up.ts";
import { SORTS } from "#src/leads/desk/inbox.ts";
import { paths } from "#src/paths.ts";
import { buildApp } from "#src/server/context.ts";
import { createDeliveryLoops } from "#src/server/delivery-loops.ts";
import { readEnvironment } from "#src/server/env.ts";
import { hourly } from "#src/server/hourly.ts";
import { createShell } from "#src/server/http/shell.ts";
import { createLog } from "#src/server/log.ts";
import { firstOwner } from "#test/support/browser/staff.ts";
import { databases, type TestDatabases } from "#test/support/database/databases.ts";
import { fullScans, recorded } from "#test/support/database/plans.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { ROOT } from "#test/support/root.ts";
import { freePort } from "#test/support/server/free-port.ts";

const DIST = join(ROOT, "dist");
/** Pages of the desk that are visited at most; their links lead to each other for ever. */
const PAGES = 150;

const QUERY = /^\s*(select|insert|update|delete|with)\b/i;

/** Statements that read a table whole and may: each by a piece of it, with the reason. */
const ALLOWED: { statement: RegExp; because: string }[] = [
  {
    statement: /^select "address_hash", "reason", "since" from "suppressions"$/,
    because: "the hourly job compares every address with the list, which keeps hashes and is short",
  },
  {
    statement: /^select "reason", count\(\*\), .* from "suppressions" group by/,
    because: "the mail page sums up the suppression list, which is short: who bounced, complained or opted out",
  },
  {
    statement: /^select "channel", "state", count\(\*\) from "deliveries" group by/,
    because: "the mail page counts the outbox by state, off an index of nothing but channel and state",
  },
  {
    statement: /^select "state", count\(\*\) from "deliveries" .*group by/,
    because: "/health counts the outbox by state, off an index",
  },
  {
    statement: /^select count\(\*\) from "assessments"$/,
    because: "the seed command looks whether the database is empty; no page does",
  },
];

/** Addresses of one shape ask the same queries: ids aside, the same path, the same filters and the same order. */
function shapeOf(address: string): string {
  const { pathname, searchParams } = new URL(address, "http://desk");
  const names = [...searchParams.keys()].toSorted().join("&");
  return `${pathname.replace(/[^/]{16,}/g, "*")}?${names} ${searchParams.get("sort") ?? ""}`;
}

/**
 * The whole server on a filled database, everything that its pages and jobs ask of it written down: a query that somebody
 * adds to a page is found here without being named.
 */
describe("Every query of a page or of a job", () => {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-plans-"));
  const opened = openDatabase(`file:${join(folder, "plumbline.db")}`);
  const { database, statements, planOf } = recorded(opened);
  const failures: string[] = [];
  const visited = new Set<string>();
  let stop = async () => {};

  beforeAll(async () => {
    if (!existsSync(join(DIST, "server/pages.mjs")))
      throw new Error("There are no built pages. Run this first: npm run build");
    await migrate(opened);
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const clock = Date.now;
    const log = createLog({
      clock,
      out: { write: (line: string) => /"level":"error"/.test(line) && failures.push(line) > 0 },
    });
    const env = readEnvironment({ PORT: String(port), PUBLIC_URL: url, LIMIT_FORM_MIN_SECONDS: "0" });
    const app = buildApp({ env, database, clock, log, secret: "s".repeat(32), wakeDelivery: () => undefined });
    await fill(app, { count: 400, leads: 120 });
    const [reference, lead] = await Promise.all([
      opened.query.select({ reference: assessments.reference, done: assessments.completedAt }).from(assessments),
      opened.query.select({ id: leads.id }).from(leads).limit(1),
    ]);
    const done = reference.find((one) => one.done !== null)?.reference ?? "";
    // What only filling and these tests ask for is no page's query.
    statements.clear();

    const { handler } = await import(join(DIST, "server/pages.mjs"));
    const shell = createShell({
      ...{
        env,
        log,
        clock,
        render: handler,
        locals: { app },
        words: app.words.pages.problems,
        clientDir: join(DIST, "client"),
      },
      health: async () => ({ status: "ok" }),
      embedOrigins: async () => [],
    });
    await shell.listen();
    const channel = createMailbox({ folder: join(folder, "mailbox"), clock });
    const loops = createDeliveryLoops(app, channel, env.mailFrom);
    stop = async () => {
      await shell.close();
      await database.close();
    };
    const link = await makeFirstOwnerLink(app, url);
    const owner = await firstOwner({ url, said: [link ?? ""] } as never);
    const visit = async (path: string): Promise<string> => {
      const answer = await fetch(url + path, {
        headers: { cookie: owner.cookie },
        redirect: "manual",
        signal: AbortSignal.timeout(WAIT_LIMIT),
      });
      if (answer.status >= 500) failures.push(`${path} answers ${answer.status}`);
      return answer.text();
    };

    for (const path of [
      paths.result(done),
      paths.resultFacts(done),
      paths.report(done),
      paths.call(done),
      paths.sizing(done),
      paths.card(done),
      paths.pdf(done),
    ])
      await visit(path);
    const queue: string[] = [
      ...SORTS.map((sort) => `${paths.desk()}?sort=${sort}&grade=A`),
      paths.desk(),
      paths.lead(lead[0]?.id ?? ""),
      `${paths.desk()}?q=partners`,
      `${paths.desk()}?source=google&grade=A`,
      `${paths.funnel}?weeks=52&source=google`,
    ];
    while (queue.length > 0 && visited.size < PAGES) {
      const path = queue.shift() ?? "";
      if (visited.has(shapeOf(path))) continue;
      visited.add(shapeOf(path));
      for (const [, href = ""] of (await visit(path)).matchAll(/href="(\/desk[^"#]*)/g))
        queue.push(href.replaceAll("&amp;", "&"));
    }
    // One whole journey through the verbs, up to a report that is asked for and sent.
    await seed(app, readSamples().slice(0, 1), true);
    loops.start();
    await loops.stop();
    await rollUpStale(app);
    await hourly(app, channel);
    await loops.health(true);
  });
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("is asked without a fault", () => {
    expect(failures).toEqual([]);
    expect(visited.size).toBeGreaterThan(10);
    expect(statements.size).toBeGreaterThan(40);
  });

  test("finds its rows by an index, or reads one in order up to a limit", async () => {
    const found: string[] = [];
    for (const sql of statements.keys()) {
      if (!QUERY.test(sql)) continue;
      const scans = fullScans(sql, await planOf(sql));
      if (scans.length > 0 && !ALLOWED.some(({ statement }) => statement.test(sql)))
        found.push(`${scans.join("; ")}  in  ${sql.replace(/\s+/g, " ")}`);
    }
    expect(found).toEqual([]);
  });

  test("reads no lead that the filters leave out, and sorts none where all of a source or of the inbox are listed", async () => {
    const listed = [...statements.keys()].filter(
      (sql) => /\bORDER BY standing\.rank\b/.test(sql) && !/MATCH/.test(sql),
    );
    expect(listed.filter((sql) => /standing\.source = /.test(sql)).length).toBeGreaterThan(0);
    for (const sql of listed) {
      const index = /standing\.source = /.test(sql) ? "source" : "by_rank";
      const step = new RegExp(`^(SEARCH|SCAN) standing USING COVERING INDEX lead_standings_${index}\\b`);
      expect(await planOf(sql), sql).toEqual([expect.stringMatching(step)]);
    }
  });

  test("is understood by a libSQL server as well", async () => {
    const server = databases().find(({ mode }) => mode === "remote");
    const remote = recorded(await (server as TestDatabases).open());
    for (const [sql, args] of statements) {
      remote.statements.set(sql, args);
      if (QUERY.test(sql)) await expect(remote.planOf(sql), sql).resolves.toBeInstanceOf(Array);
    }
    await server?.dispose();
  });
});
