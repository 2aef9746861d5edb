import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
const GIGABYTE = 2 ** 30;

/** Where tests put their files: in memory where so many gigabytes of it are free, since they mostly wait for a disk to sync. */
export function scratchFolder(gigabytes = 1): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= gigabytes * GIGABYTE ? MEMORY : tmpdir();
}

/**
 * Variables for every test runner: a folder of this run's own for all its files, gone when the runner ends, whatever
 * its tests leave in it. A worker, which has them from its runner, gets the same. The servers and commands that tests start share what
 * Node compiled: it is half their start.
 */
export function testVariables(): { TMPDIR: string; NODE_COMPILE_CACHE: string } {
  const { TMPDIR = "", NODE_COMPILE_CACHE = "" } = process.env;
  if (NODE_COMPILE_CACHE === compiledIn(TMPDIR)) return { TMPDIR, NODE_COMPILE_CACHE };
  const folder = mkdtempSync(join(scratchFolder(), "plumbline-run-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return { TMPDIR: folder, NODE_COMPILE_CACHE: compiledIn(folder) };
}

const compiledIn = (folder: string) => join(folder, "plumbline-compiled");
