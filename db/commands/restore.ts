import { existsSync } from "node:fs";
import { DEFAULT_DATABASE_URL, fileOf, modeOf } from "#db/client/location.ts";
import { checkIntegrity, copyDatabase, isInUse } from "./copy.ts";

/**
 * Puts a backup in the place of the database file, after checking it.
 *
 * @param options.overwrite replaces an existing file, but never one that a process has open.
 * @throws {Error} with a sentence; the existing file is then as it was.
 */
export async function restore(fromFile: string, toFile: string, options: { overwrite?: boolean } = {}): Promise<void> {
  await checkIntegrity(fromFile);
  if (existsSync(toFile)) {
    if (!options.overwrite) throw new Error(`${toFile} exists; say --overwrite to replace it.`);
    if (await isInUse(toFile)) throw new Error(`${toFile} is in use; stop the server first.`);
  }
  await copyDatabase(fromFile, toFile);
}

async function command(args: string[], url = DEFAULT_DATABASE_URL): Promise<number> {
  const [source] = args.filter((arg) => !arg.startsWith("--"));
  if (!source) {
    console.error("Usage: node db/commands/restore.ts <backup file> [--overwrite]");
    return 2;
  }
  if (modeOf(url) === "remote") {
    console.error("DATABASE_URL is a libSQL server: use your server's own restore (db/README.md, Backup and restore).");
    return 2;
  }
  await restore(source, fileOf(url), { overwrite: args.includes("--overwrite") });
  console.log(`Restored ${source} to ${fileOf(url)}.`);
  return 0;
}

// The name is compared too, because in a bundle every module believes it is the entry.
if (import.meta.main && import.meta.filename.endsWith("restore.ts")) {
  process.exitCode = await command(process.argv.slice(2), process.env.DATABASE_URL).catch((error: Error) => {
    console.error(error.message);
    return 1;
  });
}
