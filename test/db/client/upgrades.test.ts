import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { rehearseMigration } from "#db/backups/rehearse-migration.ts";
import { openDatabase } from "#db/client/client.ts";
import { DatabaseNewer, migrate, pendingMigrations } from "#db/client/migrate.ts";
import { startLibsqlServer } from "#test/support/database/libsql-server.ts";
import { fillOldState, migrationsOfState, STATES } from "#test/support/database/old-states.ts";
import { ROOT } from "#test/support/root.ts";

const scratch = mkdtempSync(join(tmpdir(), "plumbline-upgrades-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const folderOf = (state: string) => migrationsOfState(state, join(scratch, `migrations-${state}`));

async function migrated(file: string, folder?: string): Promise<string> {
  const database = openDatabase(`file:${file}`);
  await migrate(database, folder);
  await database.close();
  return file;
}

let made = 0;
/** A database as the code of a state left it, with rows in it. */
async function oldDatabase(state: string): Promise<string> {
  made += 1;
  const file = join(scratch, `${made}.db`);
  // A file of its own: the driver keeps one that it has closed open until the garbage collector comes.
  copyFileSync(await migrated(`${file}.migrated`, folderOf(state)), file);
  fillOldState(file);
  return file;
}

/** Of whatever a row begins with; a key is among its first two columns. */
const keyOf = (row: Record<string, unknown>) => Object.values(row).slice(0, 2).join(" ");
const byKey = (one: Record<string, unknown>, other: Record<string, unknown>) => (keyOf(one) < keyOf(other) ? -1 : 1);

/** Everything that was made, and how every table looks that an older state had too. */
function read(file: string) {
  const database = new DatabaseSync(file, { readOnly: true });
  const all = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  const made = all(
    "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY type, name",
  );
  const tables = all("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'").map(({ name }) =>
    String(name),
  );
  const rows = Object.fromEntries(
    tables
      .filter((name) => !/^(sqlite_|__)/.test(name))
      .map((name) => [name, all(`SELECT * FROM "${name}"`).toSorted(byKey)]),
  );
  const sound = [all("PRAGMA integrity_check"), all("PRAGMA foreign_key_check")];
  database.close();
  return { made, rows, sound };
}

/** Written by migrations themselves: days to be counted anew, events that webhooks hear of, a list made from leads. */
const MADE_BY_MIGRATIONS = ["funnel_stale", "endpoints", "lead_search_ids"];

/** Migrated in one go, with no row in it. */
const fresh = migrated(join(scratch, "fresh.db"));

test.each(STATES)("a filled database of the state %s is brought to today's tables with every row", async (state) => {
  const file = await oldDatabase(state);
  const before = read(file);
  expect(before.rows.assessments?.length).toBeGreaterThan(10);
  expect(before.rows.leads?.length).toBeGreaterThan(3);
  expect(before.rows.deliveries?.length).toBeGreaterThan(10);
  await migrated(file);
  const after = read(file);
  expect(after.made).toEqual(read(await fresh).made);
  expect(after.sound).toEqual([[{ integrity_check: "ok" }], []]);
  for (const [table, rows] of Object.entries(before.rows).filter(([name]) => !MADE_BY_MIGRATIONS.includes(name))) {
    expect(after.rows[table], table).toMatchObject(rows);
    expect(after.rows[table]?.length, table).toBe(rows.length);
  }
});

const older = "0010_coming_back";
const since = STATES.slice(STATES.indexOf(older) + 1);

test("a database that newer code has migrated is refused before anything is changed", async () => {
  const file = await fresh;
  const before = read(file);
  const database = openDatabase(`file:${file}`);
  await expect(migrate(database, folderOf(older))).rejects.toThrow(DatabaseNewer);
  await expect(migrate(database, folderOf(older))).rejects.toThrow(
    `has had ${since.length} migrations that this version does not know`,
  );
  await database.close();
  expect(read(file)).toEqual(before);
});

test("a rehearsal says what would run and change, how long it took, and changes nothing itself", async () => {
  const file = await oldDatabase(older);
  const before = read(file);
  const env = { ...process.env, DATABASE_URL: `file:${file}` };
  const command = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, "db/commands/migrate.ts"), ...args], { env, encoding: "utf8" });
  const dry = command("--dry");
  expect(dry.stderr).toBe("");
  expect(dry.stdout).toContain(`Would run: ${since.join(", ")}.`);
  expect(dry.stdout).toMatch(
    /On a copy with \d{3,} rows they took \d+\.\d\d s, and every reference holds after it\.\n {2}/,
  );
  expect(read(file)).toEqual(before);

  expect(command().stdout).toBe(`Migrated: ${since.join(", ")}.\n`);
  expect(await rehearseMigration(`file:${file}`)).toMatchObject({ pending: [], changes: [] });
});

test("a rehearsal of a libSQL server works on a copy too", async () => {
  const server = await startLibsqlServer();
  const database = openDatabase(server.url);
  await migrate(database, folderOf(older));
  const { pending, changes } = await rehearseMigration(server.url);
  expect(pending).toEqual(since);
  expect(changes).toContain("staff_passkeys is in one of them only.");
  expect(await pendingMigrations(database)).toEqual(since);
  await database.close();
  await server.stop();
});

test("a rehearsal of a migration that fails says why and leaves the database", async () => {
  const file = await oldDatabase(older);
  const full = new DatabaseSync(file);
  full.exec("CREATE TABLE closings (a)");
  full.close();
  await expect(rehearseMigration(`file:${file}`)).rejects.toThrow(/closings/);
});
