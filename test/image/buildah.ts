import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const MOST_OUTPUT = 2 ** 26;

/** Runs a program to its end and returns what it said. What it says of a fault is the error's message. */
export async function run(program: string, ...given: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, given, { maxBuffer: MOST_OUTPUT })).stdout.trim();
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(`${program} ${given.join(" ")}\n${`${stdout}\n${stderr}`.trim().slice(-4_000) || message}`);
  }
}

/** Buildah with a store of its own below `folder`: whatever else this machine keeps stays as it is. */
export function buildahIn(folder: string) {
  const store = ["--root", join(folder, "store"), "--runroot", join(folder, "run"), "--storage-driver", "vfs"];
  const inside = (container: string, data: string, variables: Readonly<Record<string, string>>, command: string[]) => [
    ...[...store, "run", "--isolation", "chroot", "--volume", `${data}:/app/data`],
    ...Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
    ...[container, "--", ...command],
  ];
  return {
    say: (...given: string[]) => run("buildah", ...store, ...given),
    runs: (...given: Parameters<typeof inside>) => run("buildah", ...inside(...given)),
    starts: (...given: Parameters<typeof inside>) =>
      spawn("buildah", inside(...given), { stdio: ["ignore", "pipe", "inherit"] }),
  };
}

export type Buildah = ReturnType<typeof buildahIn>;

/** The innermost process below a child: buildah stands between them, and passes no signal on. */
export async function innermostBelow(child: ChildProcess): Promise<number> {
  const lines = (await run("ps", "-e", "-o", "pid=,ppid=")).split("\n");
  const childOf = new Map(lines.map((line) => line.trim().split(/\s+/).map(Number).toReversed() as [number, number]));
  let pid = child.pid ?? 0;
  for (let below = childOf.get(pid); below !== undefined; below = childOf.get(pid)) pid = below;
  return pid;
}

export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}
