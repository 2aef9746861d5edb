import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** The parts of a build, which `dist/client` and `dist/server` lead to. */
const PARTS = ["client", "server"] as const;

/** Where a build has the hashed files that the build before it made: pages that are open now ask for them after a restart. */
export const BEFORE = "before";

const SERVING = "serving";
const HASHED = "_astro";

/** The folder of a new build below `dist`, named by the time (milliseconds since 1970) and the process that makes it. */
export function newBuild(dist: string, now = Date.now()): string {
  return join(dist, "builds", `${now}-${process.pid}`);
}

/**
 * Puts a finished build in place: `dist/client` and `dist/server` lead to it from one moment to the next, by a rename. The
 * build before stays until the next one, and any other for as long as a server runs on it.
 */
export function putInPlace(build: string): void {
  const dist = join(build, "../..");
  const before = buildBefore(dist);
  if (before) keepHashed(before, build);
  for (const part of PARTS) {
    const draft = join(dist, `.${part}-${process.pid}`);
    rmSync(draft, { force: true });
    symlinkSync(relative(dist, join(build, part)), draft);
    renameSync(draft, join(dist, part));
  }
  for (const other of readdirSync(dirname(build)).map((name) => join(dirname(build), name)))
    if (other !== build && other !== before && !isInUse(other)) rmSync(other, { recursive: true, force: true });
}

/** Notes that this process serves a build, so that none removes it; a disk that takes no note sees no build either. */
export function noteServing(build: string): { end(): void } {
  const note = join(build, SERVING, String(process.pid));
  try {
    mkdirSync(note, { recursive: true });
  } catch {
    return { end: () => undefined };
  }
  return { end: () => rmSync(note, { recursive: true, force: true }) };
}

/** The build that is in place, if any. One that an older version has put there itself becomes a build among others. */
function buildBefore(dist: string): string | undefined {
  const server = join(dist, "server");
  if (!existsSync(server)) return undefined;
  const real = realpathSync(server);
  if (basename(dirname(dirname(real))) === "builds") return dirname(real);
  const build = newBuild(dist, 0);
  mkdirSync(build, { recursive: true });
  for (const part of PARTS) renameSync(join(dist, part), join(build, part));
  return build;
}

/** The hashed files of the build before, under the same addresses; not those that it had kept itself. */
function keepHashed(before: string, build: string): void {
  const [from, to] = [join(before, "client", HASHED), join(build, BEFORE, HASHED)];
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    try {
      linkSync(join(from, name), join(to, name));
    } catch {
      cpSync(join(from, name), join(to, name), { recursive: true });
    }
  }
}

/** Whether the process that makes a build or one that serves it is still there. */
function isInUse(build: string): boolean {
  const serving = join(build, SERVING);
  const servers = existsSync(serving) ? readdirSync(serving) : [];
  return [basename(build).split("-").at(-1), ...servers].some((pid) => isRunning(Number(pid)));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
