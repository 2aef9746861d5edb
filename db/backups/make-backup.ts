import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolderFor } from "#db/client/location.ts";
import { encryptFile } from "./age-file.ts";
import { copyDatabase, withFile } from "./copy.ts";
import { backupName, dropOld, tallyFileOf } from "./kept.ts";
import { tallyOf } from "./tally.ts";

export interface BackupOrder {
  databaseFile: string;
  folder: string;
  /** How many stay, this one included. */
  keep: number;
  publicKey: string | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Makes a backup in a folder, whole or not at all, and drops those that are too many. The copy is opened and checked, and
 * what it holds is written beside it. An unencrypted copy never lies in the folder where a key is given: it is made beside
 * the database.
 *
 * @returns the backup's name
 */
export async function makeBackup({ databaseFile, folder, keep, publicKey, now }: BackupOrder): Promise<string> {
  const name = backupName(now, publicKey !== undefined);
  const target = join(folder, name);
  const draft = `${target}.partial`;
  const copy = publicKey === undefined ? draft : `${databaseFile}.backup.partial`;
  makeFolderFor(target);
  for (const left of [draft, copy]) rmSync(left, { force: true });
  try {
    await copyDatabase(databaseFile, copy);
    const tally = await withFile(copy, tallyOf);
    if (publicKey !== undefined) await encryptFile(copy, draft, publicKey);
    writeFileSync(tallyFileOf(target), `${JSON.stringify(tally, null, 1)}\n`, { mode: 0o600 });
    renameSync(draft, target);
    const handle = openSync(dirname(target), "r");
    fsyncSync(handle);
    closeSync(handle);
  } catch (error) {
    rmSync(tallyFileOf(target), { force: true });
    throw error;
  } finally {
    for (const left of [draft, copy]) rmSync(left, { force: true });
  }
  dropOld(folder, keep, now);
  return name;
}
