import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "#test/support/root.ts";
import { freePort } from "./free-port.ts";
import { SERVE } from "./serve-arguments.ts";

/** Plain JavaScript: to read TypeScript, Node loads a compiler at every start. */
const CLOCK = join(import.meta.dirname, "clock.mjs");
/** An empty database that a run may have migrated for all its servers. */
export const migratedFile = () => join(tmpdir(), "plumbline-migrated.db");

interface LogLine {
  level: string;
  event: string;
  [field: string]: unknown;
}

/** A running Plumbline with a database and a mailbox folder of its own. */
export interface Server {
  url: string;
  port: number;
  pid: number;
  folder: string;
  databaseFile: string;
  mailbox: string;
  /** The variables it was started with, for commands beside it. */
  environment: Record<string, string | undefined>;
  /** Every line that the server has logged so far. */
  log: readonly LogLine[];
  /** Every other line that it has printed. */
  said: readonly string[];
  /** Sets its clock ahead of the real one by so many milliseconds. */
  setAhead(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
  /** Ends it at once, as a power cut does. Its folder goes, a database elsewhere stays. */
  kill(): Promise<void>;
}

/**
 * Starts the server as `npm run serve` does, from the built `dist`, and waits until it listens. Nothing of it is under
 * `data/`. `root` is where the project lies. Forms may be sent at once and no limit is ever reached, unless `variables` say otherwise.
 */
export async function startServer(variables: Record<string, string> = {}, root = ROOT): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-e2e-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const databaseFile = join(folder, "plumbline.db");
  if (!variables.DATABASE_URL && existsSync(migratedFile())) copyFileSync(migratedFile(), databaseFile);
  const mailbox = join(folder, "mailbox");
  const environment = {
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: `file:${databaseFile}`,
    MAILBOX_DIR: mailbox,
    SECRET: "a secret that only these tests know, and nobody else",
    LIMIT_FORM_MIN_SECONDS: "0",
    LIMIT_ATTEMPTS_PER_HOUR: "1000000",
    LIMIT_STARTS_PER_HOUR: "1000000",
    LIMIT_PDFS_PER_HOUR: "1000000",
    LIMIT_CONNECTIONS_PER_CLIENT: "1000",
    LIMIT_REPORTS_PER_HOUR: "1000000",
    LIMIT_REPORTS_PER_MAILBOX_PER_DAY: "1000000",
    LIMIT_SIGN_IN_LINKS_PER_MAILBOX: "1000000",
    LIMIT_SIGN_IN_LINKS_PER_MAILBOX_PER_DAY: "1000000",
    LIMIT_SIGN_IN_LINKS_PER_CLIENT: "1000000",
    LIMIT_MAILS_PER_DAY: "1000000",
    ...variables,
    PATH: process.env.PATH,
  };
  const child = spawn(process.execPath, ["--import", CLOCK, ...SERVE], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: environment,
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("The server's output is not read.");
  const log: LogLine[] = [];
  const said: string[] = [];
  const complaints: string[] = [];
  createInterface(stderr).on("line", (line) => complaints.push(line));
  await new Promise<void>((resolve, reject) => {
    createInterface(stdout).on("line", (line) => {
      if (!line.startsWith("{")) return void said.push(line);
      const entry: LogLine = JSON.parse(line);
      log.push(entry);
      if (entry.event === "listening") resolve();
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}. ${complaints.join(" ")}`)));
  });
  return {
    url,
    port,
    pid: child.pid ?? 0,
    folder,
    databaseFile,
    mailbox,
    environment,
    log,
    said,
    async setAhead(milliseconds) {
      const set = once(child, "message");
      child.send(milliseconds);
      await set;
    },
    async stop() {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
    async kill() {
      await end(child, "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
