import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@libsql/client";
import { decryptFile } from "./age-file.ts";
import { copyDatabase, withFile } from "./copy.ts";
import { type Backup, readTally } from "./kept.ts";
import { differences, tallyOf } from "./tally.ts";

/** What an erasure takes, and how its rows are known again. */
const ERASED = { leads: "id", assessments: "id" } as const;

export interface Drilled {
  /** How many rows it holds in all. */
  rows: number;
  /** How what it holds differs from what it held when it was made; none where it is the same, null where that was not written down. */
  faults: string[] | null;
  /** How many rows it holds of what has been erased from the database since; null without a database to compare with. */
  erased: Record<keyof typeof ERASED, number> | null;
}

/**
 * Restores a backup into a scratch file and looks at what it holds. Nothing of it stays.
 *
 * @param options.keyFile opens an encrypted one
 * @param options.databaseFile the database as it is now
 * @throws {Error} with a sentence where it cannot be restored
 */
export async function drill(
  { file, name, isEncrypted }: Pick<Backup, "file" | "name" | "isEncrypted">,
  { keyFile, databaseFile }: { keyFile?: string | undefined; databaseFile?: string | undefined },
): Promise<Drilled> {
  const scratch = mkdtempSync(join(tmpdir(), "plumbline-drill-"));
  try {
    const restored = join(scratch, "restored.db");
    await copyDatabase(await opened({ file, name, isEncrypted }, keyFile, scratch), restored);
    const tally = await withFile(restored, tallyOf);
    const before = readTally(file);
    return {
      rows: Object.values(tally).reduce((sum, { rows }) => sum + rows, 0),
      faults: before && differences(before, tally),
      erased: databaseFile === undefined ? null : await erasedSince(restored, databaseFile),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The file itself, or what it holds, decrypted in the scratch folder. */
export async function opened(
  { file, name, isEncrypted }: Pick<Backup, "file" | "name" | "isEncrypted">,
  keyFile: string | undefined,
  scratch: string,
): Promise<string> {
  if (!isEncrypted) return file;
  if (keyFile === undefined) throw new Error(`${name} is encrypted; say --key and the file of its private key.`);
  const plain = join(scratch, "decrypted.db");
  await decryptFile(file, plain, keyFile);
  return plain;
}

async function erasedSince(restored: string, databaseFile: string): Promise<Drilled["erased"]> {
  const idsIn = (file: string, table: keyof typeof ERASED) => withFile(file, (client) => idsOf(client, table));
  const count = async (table: keyof typeof ERASED) => {
    const now = new Set(await idsIn(databaseFile, table));
    return (await idsIn(restored, table)).filter((id) => !now.has(id)).length;
  };
  return { leads: await count("leads"), assessments: await count("assessments") };
}

async function idsOf(client: Client, table: keyof typeof ERASED): Promise<string[]> {
  const { rows } = await client.execute(`SELECT ${ERASED[table]} AS id FROM ${table}`);
  return rows.map(({ id }) => String(id));
}
