import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "#test/support/root.ts";
import { copyOfProject } from "#test/support/server/project.ts";

/** Runs a command of the project on the content of another folder, which it finds by its working directory. */
export const runIn = (folder: string, script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, script), ...args], { cwd: folder });

/**
 * A copy of the project with the second brand as another consultancy makes it: its own site.yaml, a picture, the files of its
 * faces, and nothing else.
 */
export async function secondBrand(): Promise<string> {
  const folder = copyOfProject();
  cpSync(join(import.meta.dirname, "site.yaml"), join(folder, "content/site.yaml"));
  cpSync(join(import.meta.dirname, "zoe.svg"), join(folder, "public/people/zoe.svg"));
  await runIn(folder, "src/styles/fonts/subset.ts");
  return folder;
}
