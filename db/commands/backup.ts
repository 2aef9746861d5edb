import { existsSync } from "node:fs";
import { copyDatabase } from "#db/backups/copy.ts";
import { DEFAULT_DATABASE_URL, fileOf, modeOf } from "#db/client/location.ts";

/**
 * Copies an embedded database to a new file while it stays in use. Rows erased earlier are not in the copy.
 *
 * @param source the open database or its `file:` URL.
 * @throws {Error} when the database is remote, the target exists, or the copy fails its integrity check.
 */
export async function backup(source: { url: string } | string, toFile: string): Promise<void> {
  const url = typeof source === "string" ? source : source.url;
  if (modeOf(url) === "remote") throw new Error("A libSQL server is backed up by its own means.");
  if (existsSync(toFile)) throw new Error(`${toFile} exists; a backup goes to a new file.`);
  await copyDatabase(fileOf(url), toFile);
}

async function command(target: string | undefined, url = DEFAULT_DATABASE_URL): Promise<number> {
  if (!target) {
    console.error("Usage: node db/commands/backup.ts <target file>");
    return 2;
  }
  if (modeOf(url) === "remote") {
    console.error("DATABASE_URL is a libSQL server: use your server's own backup (db/README.md, Backup and restore).");
    return 2;
  }
  await backup(url, target);
  console.log(`Backed up ${fileOf(url)} to ${target}.`);
  return 0;
}

// The name is compared too, because in a bundle every module believes it is the entry.
if (import.meta.main && import.meta.filename.endsWith("backup.ts")) {
  process.exitCode = await command(process.argv[2], process.env.DATABASE_URL).catch((error: Error) => {
    console.error(error.message);
    return 1;
  });
}
