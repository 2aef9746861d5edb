import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "#test/support/root.ts";

/** Runs a command of the project on the content of another folder, which it finds by its working directory. */
export const runIn = (folder: string, script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, script), ...args], { cwd: folder });

/**
 * A copy of `parts` of the project in a folder of its own, with the second brand as another consultancy makes it: its own
 * site.yaml, a picture, the files of its faces, and nothing else.
 */
export async function secondBrand(...parts: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "second-brand-"));
  for (const part of ["content", "public", ...parts]) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  cpSync(join(import.meta.dirname, "site.yaml"), join(folder, "content/site.yaml"));
  cpSync(join(import.meta.dirname, "zoe.svg"), join(folder, "public/people/zoe.svg"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await runIn(folder, "src/styles/fonts/subset.ts");
  return folder;
}
