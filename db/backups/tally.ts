import { createHash } from "node:crypto";
import type { Client, Value } from "@libsql/client";

/** What a table holds: how many rows, and a checksum of them in hexadecimal that does not depend on their order. */
export interface TableTally {
  rows: number;
  sum: string;
}

/** By the name of the table. Equal tallies mean equal rows. */
export type Tally = Record<string, TableTally>;

const PAGE = 2_000;
const MODULUS = 2n ** 128n;

/** Tables with rows of their own: not those that SQLite makes for itself or for a full-text index. */
export async function tablesOf(client: Client): Promise<string[]> {
  const { rows } = await client.execute(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
     ORDER BY name`,
  );
  return rows.map(({ name }) => String(name));
}

/** Counts and sums up every table, a page of rows at a time. */
export async function tallyOf(client: Client): Promise<Tally> {
  const tally: Tally = {};
  for (const table of await tablesOf(client)) tally[table] = await tallyTable(client, table);
  return tally;
}

async function tallyTable(client: Client, table: string): Promise<TableTally> {
  let [rows, sum] = [0, 0n];
  for await (const page of pagesOf(client, table)) {
    for (const [, ...values] of page) sum = (sum + numberOf(values)) % MODULUS;
    rows += page.length;
  }
  return { rows, sum: sum.toString(16).padStart(32, "0") };
}

/** The rows of a table in pages, each row as its `rowid` and then its values, behind a rowid that was read before. */
export async function* pagesOf(
  client: Client,
  table: string,
  behind = Number.MIN_SAFE_INTEGER,
): AsyncGenerator<Value[][]> {
  for (let last = behind; ; ) {
    const { rows, columns } = await client.execute({
      sql: `SELECT rowid AS "rowid", * FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE}`,
      args: [last],
    });
    if (rows.length > 0) yield rows.map((row) => columns.map((_, place) => row[place] ?? null));
    if (rows.length < PAGE) return;
    last = Number(rows.at(-1)?.[0]);
  }
}

/** The first half of a row's SHA-256. */
function numberOf(values: readonly Value[]): bigint {
  const written = JSON.stringify(values, (_, value) => {
    if (typeof value === "bigint") return String(value);
    return value instanceof ArrayBuffer ? { bytes: Buffer.from(value).toString("base64") } : value;
  });
  return BigInt(`0x${createHash("sha256").update(written).digest("hex").slice(0, 32)}`);
}

/** What differs between two tallies, a sentence a table; none where they are equal. Pure. */
export function differences(one: Tally, other: Tally): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted().flatMap((table) => {
    const [here, there] = [one[table], other[table]];
    if (!here || !there) return [`${table} is in one of them only.`];
    if (here.rows !== there.rows) return [`${table} has ${here.rows} rows in one and ${there.rows} in the other.`];
    return here.sum === there.sum ? [] : [`${table} has ${here.rows} rows in both, and they are not the same.`];
  });
}
