import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tallyOf } from "#db/backups/tally.ts";
import { TargetTaken, transfer } from "#db/backups/transfer.ts";
import { openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";
import { startLibsqlServer } from "#test/support/database/libsql-server.ts";
import { ROOT } from "#test/support/root.ts";

const scratch = mkdtempSync(join(tmpdir(), "plumbline-move-"));
const fileUrl = (name: string) => `file:${join(scratch, name)}`;
const quiet = () => undefined;
let server: Awaited<ReturnType<typeof startLibsqlServer>>;

/** A database full of an older version's rows, migrated since. */
beforeAll(async () => {
  server = await startLibsqlServer();
  copyFileSync(join(ROOT, "test/fixtures/upgrade-1.0.0/plumbline.db"), join(scratch, "migrated.db"));
  const database = openDatabase(fileUrl("migrated.db"));
  await migrate(database);
  await database.close();
  // The driver keeps a closed file open until the garbage collector comes: this one nobody has opened yet.
  copyFileSync(join(scratch, "migrated.db"), join(scratch, "source.db"));
});
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true });
});

const opened = async <T>(url: string, work: (client: Client) => Promise<T>) => {
  const client = createClient({ url, concurrency: 1 });
  try {
    return await work(client);
  } finally {
    client.close();
  }
};

function move(from: string, to: string): Promise<{ exitCode: number; said: string }> {
  const env = { ...process.env, DATABASE_URL: from };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, "db/commands/move.ts"), to], { env }, (error, out, err) =>
      resolve({ exitCode: error ? Number(error.code) : 0, said: out + err }),
    );
  });
}

const madeIn = (client: Client) =>
  client
    .execute(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'libsql%' ORDER BY type, name",
    )
    .then(({ rows }) => rows.map(({ type, name, sql }) => ({ type, name, sql })));

test("a database moves to a libSQL server and back, and is the same in every row, index, trigger and search", async () => {
  const there = await move(fileUrl("source.db"), server.url);
  expect(there).toMatchObject({
    exitCode: 0,
    said: expect.stringMatching(/Compared \d+ tables with \d{3,} rows: the same/),
  });
  const back = await move(server.url, fileUrl("back.db"));
  expect(back.exitCode).toBe(0);

  const [source, moved] = await Promise.all(
    ["source.db", "back.db"].map((name) =>
      opened(fileUrl(name), async (client) => ({
        tally: await tallyOf(client),
        made: await madeIn(client),
        found: (await client.execute("SELECT rowid, * FROM lead_search ORDER BY rowid")).rows.map((row) => ({
          ...row,
        })),
        sequences: (await client.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")).rows.map((row) => ({
          ...row,
        })),
        open: (await client.execute("PRAGMA foreign_key_check")).rows,
        settings: (await client.execute("SELECT v FROM lead_search_config WHERE k = 'secure-delete'")).rows.length,
      })),
    ),
  );
  expect(source?.tally.leads?.rows).toBeGreaterThan(3);
  expect(moved).toEqual(source);
  expect(moved?.open).toEqual([]);
  expect(moved?.settings).toBe(1);
  // It goes on as any database does.
  const database = openDatabase(fileUrl("back.db"));
  await migrate(database);
  await database.close();
});

test("a move that was broken off goes on where it stopped", async () => {
  const broken = new Error("The line is cut");
  await opened(fileUrl("source.db"), (from) =>
    opened(fileUrl("resumed.db"), async (to) => {
      let tables = 0;
      const cut = () => {
        tables += 1;
        if (tables === 12) throw broken;
      };
      await expect(transfer(from, to, cut)).rejects.toThrow(broken);
      const moved: string[] = [];
      await transfer(from, to, (table, rows) => rows > 0 && moved.push(table));
      expect(moved.length).toBeGreaterThan(3);
      expect(moved).not.toContain("assessments");
      expect(await tallyOf(to)).toEqual(await tallyOf(from));
    }),
  );
});

test("a move into a database that is there already is refused, and so is one from under a server", async () => {
  await opened(fileUrl("source.db"), (from) =>
    opened(fileUrl("resumed.db"), async (to) => {
      await expect(transfer(from, to, quiet)).rejects.toThrow(TargetTaken);
      await to.execute("CREATE TABLE somebody_elses (a)");
      await expect(transfer(from, to, quiet)).rejects.toThrow(/does not have/);
    }),
  );
  const database = openDatabase(fileUrl("source.db"));
  await database.ready();
  expect(await move(fileUrl("source.db"), fileUrl("never.db"))).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining("is in use; stop the server first"),
  });
  await database.close();
});
