import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { openDatabase } from "#db/client/client.ts";
import { fileOf, modeOf } from "#db/client/location.ts";
import { migrate, pendingMigrations } from "#db/client/migrate.ts";
import { checkIntegrity, copyDatabase, withFile } from "./copy.ts";
import { differences, tallyOf } from "./tally.ts";
import { transfer } from "./transfer.ts";

export interface Rehearsal {
  /** The names of the migrations that would run, oldest first. */
  pending: string[];
  /** How many rows there are before. */
  rows: number;
  /** How long they took on the copy. */
  milliseconds: number;
  /** What differs afterwards, a sentence a table. */
  changes: string[];
}

/**
 * Migrates a copy of a database and says what became of it. The database itself is only read.
 *
 * @throws {Error} with a sentence where the copy could not be migrated, is damaged or has a reference that leads nowhere
 */
export async function rehearseMigration(url: string, authToken?: string, folder?: string): Promise<Rehearsal> {
  const scratch = mkdtempSync(join(tmpdir(), "plumbline-rehearsal-"));
  const copy = join(scratch, "copy.db");
  try {
    if (modeOf(url) === "embedded") await copyDatabase(fileOf(url), copy);
    else await copyFromServer(url, authToken, copy);
    const before = await withFile(copy, tallyOf);
    const database = openDatabase(`file:${copy}`);
    const pending = await pendingMigrations(database, folder);
    const began = performance.now();
    await migrate(database, folder);
    const milliseconds = performance.now() - began;
    await database.close();
    await checkIntegrity(copy);
    const { rows: open } = await withFile(copy, (client) => client.execute("PRAGMA foreign_key_check"));
    if (open.length > 0) throw new Error(`After it ${open.length} rows would refer to what is not there.`);
    return {
      pending,
      rows: Object.values(before).reduce((sum, { rows }) => sum + rows, 0),
      milliseconds,
      changes: differences(before, await withFile(copy, tallyOf)),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function copyFromServer(url: string, authToken: string | undefined, file: string): Promise<void> {
  const [from, to] = [createClient({ url, authToken }), createClient({ url: `file:${file}`, concurrency: 1 })];
  try {
    await transfer(from, to, () => undefined);
  } finally {
    from.close();
    to.close();
  }
}
