import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Client, createClient } from "@libsql/client";
import { classify } from "#db/client/errors.ts";
import { makeFolderFor } from "#db/client/location.ts";

/** How long a copy waits for the file's lock, in milliseconds. */
const PATIENCE_MS = 5_000;

/** Opens the file, runs the work, closes. The file is not made when it is missing. */
export async function withFile<T>(file: string, work: (client: Client) => Promise<T>): Promise<T> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const client = createClient({ url: pathToFileURL(resolve(file)).href, timeout: PATIENCE_MS, concurrency: 1 });
  try {
    return await work(client);
  } finally {
    client.close();
  }
}

/** @throws {Error} when SQLite finds the file damaged, or no database at all. */
export async function checkIntegrity(file: string): Promise<void> {
  const rows = await withFile(file, async (client) => (await client.execute("PRAGMA integrity_check")).rows).catch(
    (error) => {
      throw new Error(`${file} is not a sound database: ${error.message}`, { cause: error });
    },
  );
  const found = rows.map((row) => String(row[0]));
  if (found.join() !== "ok") throw new Error(`${file} is damaged: ${found.slice(0, 3).join("; ")}.`);
}

function syncToDisk(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * Writes a checked copy of a database, its write-ahead log included, beside the target and renames it into place, so that
 * a crash leaves no half copy under the target's name. Only the owner may read the copy.
 */
export async function copyDatabase(fromFile: string, toFile: string): Promise<void> {
  const partial = `${toFile}.partial`;
  makeFolderFor(toFile);
  rmSync(partial, { force: true });
  try {
    await withFile(fromFile, (client) => client.execute({ sql: "VACUUM INTO ?", args: [resolve(partial)] }));
    chmodSync(partial, 0o600);
    await checkIntegrity(partial);
    syncToDisk(partial);
    // A log that belongs to the file replaced here would be applied to the copy.
    for (const suffix of ["-wal", "-shm"]) rmSync(toFile + suffix, { force: true });
    renameSync(partial, toFile);
    syncToDisk(dirname(resolve(toFile)));
  } finally {
    rmSync(partial, { force: true });
  }
}

/** True when another connection has the file open: SQLite then refuses to leave write-ahead logging. */
export async function isInUse(file: string): Promise<boolean> {
  return withFile(file, (client) => client.executeMultiple("PRAGMA busy_timeout=0; PRAGMA journal_mode=DELETE")).then(
    () => false,
    (error) => classify(error) === "busy",
  );
}
