import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join, posix } from "node:path";
import { createInterface } from "node:readline";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { createClient } from "@libsql/client";
import autocannon from "autocannon";
import { steps } from "#src/assessments/journey.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";
import { score } from "#src/scoring/score.ts";
import { bank, creditsOf, EXAMPLES } from "#test/support/factories.ts";
import { ROOT } from "#test/support/root.ts";
import { SERVE } from "#test/support/server/serve-arguments.ts";
import { signInTimes } from "./sign-in.ts";
import { residentMegabytes, startTimes } from "./start.ts";

const CONNECTIONS = 16;
const WARM_UP_SECONDS = 2;
const FLOOR_SECONDS = 5;
const PRODUCT_SECONDS = 12;
const SCORING_MILLISECONDS = 1_500;
/** The issue: at most 12 KB of compressed JavaScript on a take page. */
const MOST_SCRIPT = 12 * 1024;
/** Megabytes (issue: resident memory idle). */
const MOST_IDLE = 150;
/** Megabytes, while Snapshots are completed. */
const MOST_LOADED = 300;
const UNLIMITED = "1000000000";
const FORM = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };

type Row = [what: string, here: number, floor: number, reading: string];
type Running = { url: string; pid: number; stop(): Promise<void> };

if (process.argv[2] === "floor") await floor(process.argv[3] ?? "");
else await bench();

/** The least that a durable submission can cost: a bare server that does one insert, synced to disk, for each request. */
async function floor(file: string): Promise<void> {
  const client = createClient({ url: `file:${file}`, concurrency: 1 });
  await client.executeMultiple(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE kept (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
  );
  const server = createServer(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    await client.execute({ sql: "INSERT INTO kept (body) VALUES (?)", args: [body] });
    response.writeHead(303, { location: "/" }).end();
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
  process.on("SIGTERM", () => process.exit(0));
}

async function bench(): Promise<void> {
  if (!existsSync(join(ROOT, "dist/server/entry.mjs"))) {
    console.error("There is no build to measure. Run this first: npm run build");
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "plumbline-bench-"));
  const running: Running[] = [];
  try {
    // Before anything else runs beside it.
    const starts = await starting(folder);
    const bare = await startFloor(join(folder, "floor.db"));
    running.push(bare);
    const product = await startProduct(folder);
    running.push(product);

    // The floor is taken before and after, since the machine may be busier at one time than at another.
    const before = await insertsPerSecond(bare.url);
    const { submissions, requests } = await submissionsPerSecond(product.url);
    const loaded = residentMegabytes(product.pid);
    const inserts = (before + (await insertsPerSecond(bare.url))) / 2;
    print([
      ...starts,
      ["Snapshots completed a second, 13 requests each", submissions, inserts, "of bare durable inserts"],
      ["Requests answered a second while doing so", requests, inserts, "of bare durable inserts"],
      ["Memory of the server at the end of it, MB", loaded, MOST_LOADED, "of the 300 MB allowed"],
      ...scoring(),
      ...(await scriptSizes(product.url)),
      await signIn(),
    ]);
  } finally {
    await Promise.all(running.map(({ stop }) => stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function starting(folder: string): Promise<Row[]> {
  const { product, empty, resident } = await startTimes(folder);
  return [
    ["Start to listening, ms, median", product, empty, "of an empty Astro node server"],
    ["Memory of an idle server, MB, median", resident, MOST_IDLE, "of the 150 MB allowed"],
  ];
}

async function signIn(): Promise<Row> {
  const { known, unknown } = await signInTimes();
  return ["Sign-in link for an address that we hold, ms, median", known, unknown, "of one that we do not hold"];
}

function stopping(child: ChildProcess): () => Promise<void> {
  const ended = once(child, "exit");
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}

async function startFloor(file: string): Promise<Running> {
  const child = fork(import.meta.filename, ["floor", file]);
  const stop = stopping(child);
  const [port] = await once(child, "message");
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop };
}

/** The real server with an empty embedded database, its limits raised. */
async function startProduct(folder: string): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [...SERVE], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: `file:${join(folder, "plumbline.db")}`,
      MAILBOX_DIR: join(folder, "mailbox"),
      SECRET: "a secret of the bench, longer than 32 characters",
      LIMIT_ATTEMPTS_PER_HOUR: UNLIMITED,
      LIMIT_STARTS_PER_HOUR: UNLIMITED,
    },
  });
  const stop = stopping(child);
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('"listening"')) break;
  if (child.exitCode !== null) throw new Error("The server ended before it listened.");
  child.stdout.resume();
  return { url, pid: child.pid ?? 0, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function insertsPerSecond(url: string): Promise<number> {
  const load = { url, connections: CONNECTIONS, method: "POST", headers: FORM, body: "answer=b" } as const;
  await autocannon({ ...load, duration: 1 });
  const { requests, duration } = await autocannon({ ...load, duration: FLOOR_SECONDS });
  return requests.total / duration;
}

/** A whole Snapshot as a browser without script sends it: start, eleven answers, result. Every answer is checked. */
async function submissionsPerSecond(url: string): Promise<{ submissions: number; requests: number }> {
  const answers: Record<string, string> = { c_tool: "none", ...creditsOf("0 1 | 0 2 | 1 0 | 1 1 | 1 0", "snapshot") };
  let completed = 0;
  const wrong = new Map<string, number>();
  const check = (what: string, expected: number, status: number) => {
    if (status !== expected) wrong.set(`${what} ${status}`, (wrong.get(`${what} ${status}`) ?? 0) + 1);
  };
  type Sitting = { reference?: string };
  const requests: autocannon.Request[] = [
    {
      method: "POST",
      path: paths.start("snapshot"),
      headers: FORM,
      body: "landing_path=%2F",
      onResponse(status, _body, context: Sitting, headers) {
        check("start", 303, status);
        const { location } = headers as { location?: string };
        context.reference = location?.split("/").pop();
      },
    },
    ...steps(bank, "snapshot").map(
      ({ id, number }): autocannon.Request => ({
        method: "POST",
        headers: FORM,
        body: `answer=${answers[id]}`,
        setupRequest: (asked, context: Sitting) => ({
          ...asked,
          path: paths.question("snapshot", context.reference ?? "", number),
        }),
        onResponse: (status) => check("answer", 303, status),
      }),
    ),
    {
      method: "GET",
      setupRequest: (asked, context: Sitting) => ({ ...asked, path: paths.result(context.reference ?? "") }),
      onResponse(status) {
        check("result", 200, status);
        if (status === 200) completed += 1;
      },
    },
  ];
  const load = { url, connections: CONNECTIONS, requests };
  await autocannon({ ...load, duration: WARM_UP_SECONDS });
  completed = 0;
  wrong.clear();
  const measured = await autocannon({ ...load, duration: PRODUCT_SECONDS });
  if (wrong.size > 0 || measured.errors > 0)
    throw new Error(`Not every answer was as it should be: ${[...wrong].join("; ")} ${measured.errors} errors.`);
  return { submissions: completed / measured.duration, requests: measured.requests.total / measured.duration };
}

function scoring(): Row[] {
  const examples: [InstrumentId, typeof EXAMPLES.E1][] = [
    ["snapshot", EXAMPLES.E1],
    ["diagnostic", EXAMPLES.E2],
  ];
  // Both once before either counts, so that neither pays for the compiler.
  for (const [instrument, { submission }] of examples)
    operationsPerSecond(() => score(bank, instrument, submission).overall);
  return examples.map(([instrument, { submission }]) => {
    const written = JSON.stringify(submission);
    const scored = operationsPerSecond(() => score(bank, instrument, submission).overall);
    const parsed = operationsPerSecond(() => Object.keys(JSON.parse(written)).length);
    return [`score() of a ${bank.instruments[instrument].name}, a second`, scored, parsed, "of JSON.parse of it"];
  });
}

function operationsPerSecond(work: () => number): number {
  let kept = 0;
  const runFor = (milliseconds: number) => {
    const start = performance.now();
    let done = 0;
    while (performance.now() - start < milliseconds) {
      for (let index = 0; index < 200; index += 1) kept += work();
      done += 200;
    }
    return (1000 * done) / (performance.now() - start);
  };
  runFor(SCORING_MILLISECONDS / 5);
  const rate = runFor(SCORING_MILLISECONDS);
  if (!Number.isFinite(kept)) throw new Error("The work gave no number.");
  return rate;
}

type Got = { status: number; location: string; bytes: Buffer };

function ask(url: string, path: string, encoding = "identity", method = "GET"): Promise<Got> {
  return new Promise((resolve, reject) => {
    const headers = method === "POST" ? FORM : { "accept-encoding": encoding };
    const sent = request(new URL(path, url), { method, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { location = "" } = response.headers;
      resolve({ status: response.statusCode ?? 0, location, bytes: Buffer.concat(chunks) });
    });
    sent.on("error", reject).end();
  });
}

/** What a browser loads as script for one question page: files with all they import at once, and inline scripts. */
async function scriptSizes(url: string): Promise<Row[]> {
  const { location } = await ask(url, paths.start("snapshot"), "identity", "POST");
  const html = (await ask(url, `${location}/1`)).bytes.toString();
  const named = [...html.matchAll(/(?:component-url|renderer-url|src|href)="(\/[^"]+\.js)"/g)].map(
    ([, path = ""]) => path,
  );
  const files = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    if (files.has(path)) return;
    files.add(path);
    const { status, bytes } = await ask(url, path);
    if (status !== 200) throw new Error(`${path} answers ${status}.`);
    for (const [, from, bare] of bytes.toString().matchAll(/\bfrom\s*"(\.[^"]+)"|\bimport\s*"(\.[^"]+)"/g))
      await follow(posix.join(posix.dirname(path), from ?? bare ?? ""));
  };
  for (const path of named) await follow(path);
  if (files.size === 0) throw new Error("The take page names no script.");
  const inline = [...html.matchAll(/<script(?![^>]*(?:\bsrc=|json"))[^>]*>(.*?)<\/script>/gs)].map(
    ([, script = ""]) => script,
  );

  const total = async (encoding: string, compress: (text: string) => Buffer) => {
    let bytes = inline.reduce((sum, script) => sum + compress(script).length, 0);
    for (const path of files) bytes += (await ask(url, path, encoding)).bytes.length;
    return bytes;
  };
  const what = `JavaScript of a take page, ${files.size} files and ${inline.length} inline`;
  return [
    [`${what}, brotli bytes`, await total("br", brotliCompressSync), MOST_SCRIPT, "of the 12 KB allowed"],
    [`${what}, gzip bytes`, await total("gzip", gzipSync), MOST_SCRIPT, "of the 12 KB allowed"],
  ];
}

function print(rows: Row[]): void {
  const whole = (value: number) =>
    value.toLocaleString("en-GB", {
      maximumFractionDigits: value < 100 ? 1 : 0,
      minimumFractionDigits: value < 100 ? 1 : 0,
    });
  const width = Math.max(...rows.map(([what]) => what.length));
  const line = (...cells: [string, string, string, string]) =>
    [cells[0].padEnd(width), cells[1].padStart(10), cells[2].padStart(10), cells[3]].join("  ");
  console.log(
    `Node ${process.version}, ${availableParallelism()} CPUs shared with the load, ${CONNECTIONS} connections, embedded libSQL (WAL, synchronous=FULL)\n`,
  );
  console.log(line("", "here", "floor", "ratio"));
  for (const [what, here, least, reading] of rows)
    console.log(line(what, whole(here), whole(least), `${(here / least).toPrecision(2)} ${reading}`));
}
