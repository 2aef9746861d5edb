import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "#db/client/client.ts";
import { backup } from "#db/commands/backup.ts";
import { restore } from "#db/commands/restore.ts";
import { databases } from "#test/support/database/databases.ts";
import { makeNotes, note, textsIn } from "#test/support/database/notes.ts";
import { ROOT } from "#test/support/root.ts";

const [embedded, remote] = databases();
if (!embedded || !remote) throw new Error("A mode is missing.");
const scratch = mkdtempSync(join(tmpdir(), "plumbline-backup-"));
const inScratch = (name: string) => join(scratch, name);

function run(script: string, args: string[], url: string): Promise<{ exitCode: number; said: string }> {
  const path = join(ROOT, "db/commands", script);
  const env = { ...process.env, DATABASE_URL: url };
  return new Promise((resolve) => {
    execFile(process.execPath, [path, ...args], { env }, (error, out, err) =>
      resolve({ exitCode: error ? Number(error.code) : 0, said: out + err }),
    );
  });
}

const plainTexts = (file: string) => {
  const plain = new DatabaseSync(file, { readOnly: true });
  const rows = plain.prepare("SELECT text FROM notes ORDER BY id").all();
  plain.close();
  return rows.map((row) => row.text);
};

const openWithNotes = async (...words: string[]) => {
  const database = await embedded.open();
  await makeNotes(database);
  for (const text of words) await database.write([note(database, text)]);
  return database;
};

describe("a backup", () => {
  afterAll(async () => {
    await embedded.dispose();
    await remote.dispose();
    rmSync(scratch, { recursive: true, force: true });
  });

  test("taken while the database is in use is restored with every row that was committed", async () => {
    const database = await openWithNotes("a", "b");
    await backup(database, inScratch("drill.backup"));
    await database.write([note(database, "after the backup")]);
    await restore(inScratch("drill.backup"), inScratch("drill.db"));
    expect(plainTexts(inScratch("drill.db"))).toEqual(["a", "b"]);
    const restored = openDatabase(`file:${inScratch("drill.db")}`);
    await restored.write([note(restored, "c")]);
    expect(await textsIn(restored)).toEqual(["a", "b", "c"]);
    await restored.close();
  });

  test("holds nothing of a row erased before, and is readable by its owner only", async () => {
    const database = await openWithNotes("secret@example.org");
    await database.write([{ sql: "DELETE FROM notes", args: [] }]);
    expect(await database.checkpoint()).toBe(true);
    await backup(embedded.url, inScratch("erased.backup"));
    for (const file of [embedded.url.slice("file:".length), inScratch("erased.backup")]) {
      expect(readFileSync(file).includes("secret@example.org")).toBe(false);
    }
    expect(statSync(inScratch("erased.backup")).mode & 0o777).toBe(0o600);
  });

  test("goes to a new file only, and so does a restore that is not told otherwise", async () => {
    const database = await openWithNotes("a");
    writeFileSync(inScratch("taken"), "something else");
    await expect(backup(database, inScratch("taken"))).rejects.toThrow(/exists/);
    await backup(database, inScratch("fresh.backup"));
    await expect(restore(inScratch("fresh.backup"), inScratch("taken"))).rejects.toThrow(/exists/);
    expect(readFileSync(inScratch("taken"), "utf8")).toBe("something else");
    await restore(inScratch("fresh.backup"), inScratch("taken"), { overwrite: true });
    expect(plainTexts(inScratch("taken"))).toEqual(["a"]);
  });

  test("never replaces a database that is open", async () => {
    const database = await openWithNotes("a");
    await backup(database, inScratch("open.backup"));
    const inUse = restore(inScratch("open.backup"), embedded.url.slice("file:".length), { overwrite: true });
    await expect(inUse).rejects.toThrow(/in use/);
    expect(await textsIn(database)).toEqual(["a"]);
  });

  test("that is damaged is refused", async () => {
    const database = await openWithNotes("a", "x".repeat(50_000));
    await backup(database, inScratch("damaged.backup"));
    truncateSync(inScratch("damaged.backup"), 8_192);
    await expect(restore(inScratch("damaged.backup"), inScratch("never.db"))).rejects.toThrow(/damaged|sound/);
    writeFileSync(inScratch("prose.backup"), "This is no database. ".repeat(100));
    await expect(restore(inScratch("prose.backup"), inScratch("never.db"))).rejects.toThrow(/sound/);
    await expect(restore(inScratch("missing.backup"), inScratch("never.db"))).rejects.toThrow(/no file/);
  });

  test("is made and put back by the commands", async () => {
    await openWithNotes("a");
    expect(await run("backup.ts", [inScratch("command.backup")], embedded.url)).toMatchObject({ exitCode: 0 });
    const target = `file:${inScratch("command.db")}`;
    const command = () => run("restore.ts", [inScratch("command.backup")], target);
    expect(await command()).toMatchObject({ exitCode: 0 });
    expect(await command()).toMatchObject({ exitCode: 1, said: expect.stringMatching(/exists; say --overwrite/) });
    expect(plainTexts(inScratch("command.db"))).toEqual(["a"]);
    expect(await run("backup.ts", [], target)).toMatchObject({ exitCode: 2, said: expect.stringMatching(/^Usage/) });
  });

  test("of a libSQL server is left to the server, with a pointer to the README", async () => {
    for (const script of ["backup.ts", "restore.ts"]) {
      const { exitCode, said } = await run(script, ["anywhere"], "libsql://database.example.org");
      expect(exitCode).toBe(2);
      expect(said).toMatch(/README/);
    }
  });
});
