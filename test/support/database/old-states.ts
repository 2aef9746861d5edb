import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { migrationsIn } from "#db/client/migrations.ts";
import { ROOT } from "#test/support/root.ts";

const MIGRATIONS = join(ROOT, "db/migrations");
/** A database full of rows, as the code that knew eleven migrations made it. */
const FULL = join(ROOT, "test/fixtures/upgrade-1.0.0/plumbline.db");

/** Each state that the code has landed with, by the name of its newest migration. */
export const STATES = migrationsIn(MIGRATIONS).map(({ tag }) => tag);

/** The folder of migrations as the code had it in one of these states. */
export function migrationsOfState(state: string, folder: string): string {
  cpSync(MIGRATIONS, folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, STATES.indexOf(state) + 1) }));
  return folder;
}

/**
 * Puts rows into a database of an older state: those of the full one, as far as its tables, columns and rules allow. What
 * would refer to a row that is not there is left out, as the code of that state would never have written it.
 */
export function fillOldState(file: string): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  database.exec(`ATTACH '${FULL}' AS full`);
  const columns = (schema: string, table: string) =>
    database
      .prepare("SELECT name FROM pragma_table_info(?, ?)")
      .all(table, schema)
      .map(({ name }) => String(name));
  const triggers = database.prepare("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER main."${name}"`);
  for (const { name } of database
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')")
    .all()) {
    const table = String(name);
    if (/^(sqlite_|__)/.test(table)) continue;
    const there = columns("full", table);
    const common = columns("main", table).filter((column) => there.includes(column));
    // What a search finds is made from the leads by whoever adds the index.
    if (common.length === 0 || (table === "lead_search_ids" && columns("main", "lead_search").length === 0)) continue;
    const list = common.map((column) => `"${column}"`).join(", ");
    database.exec(`INSERT OR IGNORE INTO main."${table}" (rowid, ${list}) SELECT rowid, ${list} FROM full."${table}"`);
  }
  for (;;) {
    const open = database.prepare("PRAGMA main.foreign_key_check").all();
    if (open.length === 0) break;
    for (const { table, rowid } of open) database.exec(`DELETE FROM main."${table}" WHERE rowid = ${rowid}`);
  }
  for (const { sql } of triggers) database.exec(String(sql));
  database.exec("DETACH full");
  database.close();
}
