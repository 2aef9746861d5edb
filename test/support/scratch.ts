import { existsSync, statfsSync } from "node:fs";
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

/** Variables for every test runner. The servers and commands that tests start share what Node compiled: it is half their start. */
export function testVariables(): { TMPDIR: string; NODE_COMPILE_CACHE: string } {
  const folder = scratchFolder();
  return { TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, "plumbline-compiled") };
}
