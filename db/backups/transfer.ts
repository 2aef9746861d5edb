import type { Client, InStatement, Value } from "@libsql/client";
import { pagesOf, tablesOf } from "./tally.ts";

/** The journal of migrations comes last: until it is there, no server takes the half-filled target for a database. */
const JOURNAL = "__drizzle_migrations";

/** SQLite refuses a statement with more parameters. */
const MOST_PARAMETERS = 30_000;

interface Made {
  type: string;
  name: string;
  table: string;
  sql: string;
}

/** The target holds something that was not begun from this source. */
export class TargetTaken extends Error {}

/**
 * Copies a database whole, schema and rows, from one client to another, a page of rows at a time. What was broken off goes
 * on where it stopped: a page is there whole or not at all, and the rows of a table come in order. Triggers and indexes come behind
 * the rows, and so do the references between tables, which hold again once everything is there.
 *
 * @param said is told of each table with the rows that came over now
 * @throws {TargetTaken} where the target holds a database already
 */
export async function transfer(from: Client, to: Client, said: (table: string, rows: number) => void): Promise<void> {
  const [source, target] = [await schemaOf(from), await schemaOf(to)];
  const names = new Set(target.map(({ name }) => name));
  if (target.some(({ name }) => !source.some((one) => one.name === name)))
    throw new TargetTaken("The target holds tables that the source does not have; take an empty one.");
  if (names.has(JOURNAL) && (await rowsIn(to, JOURNAL)) > 0)
    throw new TargetTaken("The target holds a whole database already; take an empty one.");

  const missing = (type: string) =>
    source.filter((one) => one.type === type && !names.has(one.name)).map(({ sql }) => sql);
  await run(to, missing("table"));
  const virtual = source
    .filter(({ type, sql }) => type === "table" && /^CREATE VIRTUAL/i.test(sql))
    .map(({ name }) => name);
  for (const table of virtual) await copySettings(from, to, table);
  const tables = [...(await tablesOf(from)).filter((name) => name !== JOURNAL), ...virtual];
  for (const table of tables) said(table, await copyRows(from, to, table));
  await copySequences(from, to);
  await run(to, [...missing("index"), ...missing("trigger")]);
  said(JOURNAL, await copyRows(from, to, JOURNAL));
}

/** What was made by a statement: not what SQLite makes by itself, nor the tables behind a full-text index. */
async function schemaOf(client: Client): Promise<Made[]> {
  const { rows } = await client.execute(
    `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
       AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY rowid`,
  );
  return rows.map(({ type, name, tbl_name, sql }) => {
    return { type: String(type), name: String(name), table: String(tbl_name), sql: String(sql) };
  });
}

/** In one transaction, without a look at references: what they lead to may come later. */
async function run(client: Client, statements: InStatement[]): Promise<void> {
  if (statements.length > 0) await client.migrate(statements);
}

async function rowsIn(client: Client, table: string): Promise<number> {
  return Number((await client.execute(`SELECT count(*) FROM "${table}"`)).rows[0]?.[0]);
}

async function columnsOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.execute({ sql: "SELECT name FROM pragma_table_info(?)", args: [table] });
  return rows.map(({ name }) => String(name));
}

/** Copies the rows behind the last one that is there, with their rowids. */
async function copyRows(from: Client, to: Client, table: string): Promise<number> {
  const columns = await columnsOf(from, table);
  const last = (await to.execute(`SELECT max(rowid) FROM "${table}"`)).rows[0]?.[0];
  const names = ["rowid", ...columns.map((name) => `"${name}"`)].join(", ");
  const marks = `(${["rowid", ...columns].map(() => "?").join(", ")})`;
  const most = Math.max(1, Math.floor(MOST_PARAMETERS / (columns.length + 1)));
  let copied = 0;
  for await (const page of pagesOf(from, table, last === null || last === undefined ? undefined : Number(last))) {
    const statements: InStatement[] = [];
    for (let at = 0; at < page.length; at += most) {
      const rows = page.slice(at, at + most);
      const args = rows.flat().map(bound);
      statements.push({ sql: `INSERT INTO "${table}" (${names}) VALUES ${rows.map(() => marks).join(", ")}`, args });
    }
    await run(to, statements);
    copied += page.length;
  }
  return copied;
}

/** The driver binds every number as a fraction, which a column without a type would keep as one. */
const bound = (value: Value): Value => (Number.isSafeInteger(value) ? BigInt(value as number) : value);

/** What a full-text index was told about itself, such as to overwrite what is erased from it. */
async function copySettings(from: Client, to: Client, table: string): Promise<void> {
  const { rows } = await from.execute(`SELECT k, v FROM "${table}_config" WHERE k <> 'version'`);
  await run(
    to,
    rows.map(({ k = null, v = null }) => ({
      sql: `INSERT INTO "${table}" ("${table}", rank) VALUES (?, ?)`,
      args: [bound(k), bound(v)],
    })),
  );
}

/** Ids that were given and erased are not given again. */
async function copySequences(from: Client, to: Client): Promise<void> {
  const { rows } = await from.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'");
  if (rows.length === 0) return;
  const sequences = (await from.execute("SELECT name, seq FROM sqlite_sequence")).rows;
  await run(to, [
    "DELETE FROM sqlite_sequence",
    ...sequences.map(({ name = null, seq = null }) => {
      return { sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", args: [bound(name), bound(seq)] };
    }),
  ]);
}
