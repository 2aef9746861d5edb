import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "#test/support/root.ts";

const PARTS = ["astro.config.mjs", "package.json", "tsconfig.json", "content", "db", "public", "src"];

/** A copy of this project that a test may change, with the same packages and no build. */
export function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-project-"));
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Builds it as `npm run build` does. */
export async function buildProject(folder: string): Promise<void> {
  const astro = join(ROOT, "node_modules/astro/bin/astro.mjs");
  // The variables of a test runner would make it a build for development.
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, HOME, NODE_COMPILE_CACHE };
  await promisify(execFile)(process.execPath, [astro, "build", "--silent"], { cwd: folder, env });
}
