import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { checkIntegrity, copyDatabase, isInUse } from "#db/backups/copy.ts";
import { opened } from "#db/backups/drill.ts";
import { DEFAULT_DATABASE_URL, fileOf, modeOf } from "#db/client/location.ts";

/**
 * Puts a backup in the place of the database file, after checking it.
 *
 * @param options.overwrite replaces an existing file, but never one that a process has open.
 * @param options.keyFile opens an encrypted backup.
 * @throws {Error} with a sentence; the existing file is then as it was.
 */
export async function restore(
  fromFile: string,
  toFile: string,
  options: { overwrite?: boolean | undefined; keyFile?: string | undefined } = {},
): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "plumbline-restore-"));
  try {
    const backup = { file: fromFile, name: basename(fromFile), isEncrypted: fromFile.endsWith(".age") };
    const plain = await opened(backup, options.keyFile, scratch);
    await checkIntegrity(plain);
    if (existsSync(toFile)) {
      if (!options.overwrite) throw new Error(`${toFile} exists; say --overwrite to replace it.`);
      if (await isInUse(toFile)) throw new Error(`${toFile} is in use; stop the server first.`);
    }
    await copyDatabase(plain, toFile);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function command(args: string[], url = DEFAULT_DATABASE_URL): Promise<number> {
  const options = { overwrite: { type: "boolean" }, key: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [source] = positionals;
  if (!source) {
    console.error("Usage: node db/commands/restore.ts <backup file> [--overwrite] [--key FILE]");
    return 2;
  }
  if (modeOf(url) === "remote") {
    console.error("DATABASE_URL is a libSQL server: use your server's own restore (db/README.md, Backup and restore).");
    return 2;
  }
  await restore(source, fileOf(url), { overwrite: values.overwrite, keyFile: values.key });
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
