import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { ROOT } from "#test/support/root.ts";
import { SERVE } from "#test/support/server/serve-arguments.ts";
import { median } from "./median.ts";
import type { Row } from "./table.ts";

const ROUNDS = 7;

/** Megabytes that an idle server may hold. */
const MOST_IDLE = 150;

/** Starts the built product and an empty Astro node server in turns, each with files of its own below `folder`. */
export async function starting(folder: string): Promise<Row[]> {
  const emptySite = await buildSite(join(folder, "empty"));
  const taken = { product: [] as number[], empty: [] as number[], resident: [] as number[] };
  // The first of each reads from the disk, and leaves behind what Node compiled.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const empty = await timed(emptySite, { HOST: "127.0.0.1" });
    await stop(empty.child);
    const own = join(folder, `start-${round}`);
    const product = await timed(ROOT, {
      DATABASE_URL: `file:${join(own, "plumbline.db")}`,
      MAILBOX_DIR: join(own, "mailbox"),
      SECRET: "a secret of the bench, longer than 32 characters",
    });
    const resident = residentMegabytes(product.child.pid);
    await stop(product.child);
    if (round === 0) continue;
    taken.empty.push(empty.milliseconds);
    taken.product.push(product.milliseconds);
    taken.resident.push(resident);
  }
  const [product, empty, resident] = [median(taken.product), median(taken.empty), median(taken.resident)];
  const allowed = { floor: MOST_IDLE, of: "the 150 MB allowed", goal: { most: 1 } };
  return [
    {
      what: "Start to listening",
      unit: "ms",
      here: product,
      floor: empty,
      of: "an empty Astro node server",
      goal: { most: 2.5 },
    },
    { what: "Memory of an idle server", unit: "MB", here: resident, ...allowed },
  ];
}

const EMPTY = { index: "<!doctype html><title>Empty</title>\n" };

/** Builds a project whose pages are made anew for each request; the packages are the product's own. */
export async function buildSite(site: string, pages: Readonly<Record<string, string>> = EMPTY): Promise<string> {
  mkdirSync(join(site, "src/pages"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(site, "node_modules"));
  writeFileSync(join(site, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(site, "astro.config.mjs"),
    'import node from "@astrojs/node";\nexport default { output: "server", adapter: node({ mode: "standalone" }), session: false };\n',
  );
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(site, `src/pages/${name}.astro`), text);
  await promisify(execFile)(process.execPath, [join(ROOT, "node_modules/astro/bin/astro.mjs"), "build"], {
    cwd: site,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ASTRO_TELEMETRY_DISABLED: "1" },
  });
  return site;
}

/** Starts a built project; its address stands in what it says when it listens. */
export async function startSite(site: string) {
  const { child, said } = await timed(site, { HOST: "127.0.0.1" });
  const [url = ""] = /http:\/\/[\w.:]+/.exec(said) ?? [];
  return { url, pid: child.pid ?? 0, stop: () => stop(child) };
}

/** Starts `dist/server/entry.mjs` of a folder; the clock stops when it says that it listens. */
async function timed(cwd: string, variables: Record<string, string>) {
  const started = performance.now();
  const child = spawn(process.execPath, [...SERVE], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, NODE_ENV: "production", PORT: "0", ...variables },
  });
  let said = "";
  for await (const line of createInterface({ input: child.stdout })) {
    said = line;
    if (/listening/i.test(line)) break;
  }
  const milliseconds = performance.now() - started;
  if (child.exitCode !== null) throw new Error("A server ended before it listened.");
  return { child, milliseconds, said };
}

export function residentMegabytes(pid = 0): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
