import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createClient } from "@libsql/client";
import autocannon from "autocannon";
import { steps } from "#src/assessments/journey.ts";
import { paths } from "#src/paths.ts";
import { bank, creditsOf } from "#test/support/factories.ts";
import { ROOT } from "#test/support/root.ts";
import { freePort } from "#test/support/server/free-port.ts";
import { SERVE } from "#test/support/server/serve-arguments.ts";
import { residentMegabytes } from "./start.ts";
import type { Row } from "./table.ts";

const CONNECTIONS = 16;
const WARM_UP_SECONDS = 2;
const FLOOR_SECONDS = 5;
const PRODUCT_SECONDS = 12;
/** Megabytes, while Snapshots are completed. */
const MOST_LOADED = 300;
const UNLIMITED = "1000000000";
export const FORM = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };

export type Running = { url: string; pid: number; stop(): Promise<void> };

if (process.argv[2] === "inserts") await floor(process.argv[3] ?? "");

/** What the product answers while Snapshots are completed, beside bare durable inserts. */
export async function completing(product: Running, folder: string): Promise<Row[]> {
  const bare = await startFloor(join(folder, "floor.db"));
  try {
    // The floor is taken before and after, since the machine may be busier at one time than at another.
    const before = await insertsPerSecond(bare.url);
    const { submissions, requests } = await submissionsPerSecond(product.url);
    const loaded = residentMegabytes(product.pid);
    const inserts = (before + (await insertsPerSecond(bare.url))) / 2;
    const durable = { unit: "a second", floor: inserts, of: "bare durable inserts" };
    const allowed = { unit: "MB", floor: MOST_LOADED, of: "the 300 MB allowed" };
    return [
      { what: "Snapshots completed, 13 requests each", here: submissions, ...durable },
      { what: "Requests answered while doing so", here: requests, ...durable, goal: { least: 0.4 } },
      { what: "Memory of the server at the end of it", here: loaded, ...allowed, goal: { most: 1 } },
    ];
  } finally {
    await bare.stop();
  }
}

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

function stopping(child: ChildProcess): () => Promise<void> {
  const ended = once(child, "exit");
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}

async function startFloor(file: string): Promise<Running> {
  const child = fork(import.meta.filename, ["inserts", file]);
  const stop = stopping(child);
  const [port] = await once(child, "message");
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop };
}

/** The real server with an empty embedded database, its limits raised. */
export async function startProduct(folder: string): Promise<Running> {
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
