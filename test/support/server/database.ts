import { DatabaseSync } from "node:sqlite";
import type { Server } from "./server.ts";

type Row = Record<string, string | number | null>;

/** Reads from the server's database file, without being able to write to it. */
export function rows(server: Server, sql: string, ...values: string[]): Row[] {
  const database = new DatabaseSync(server.databaseFile, { readOnly: true });
  try {
    return database.prepare(sql).all(...values) as Row[];
  } finally {
    database.close();
  }
}

/** The answers that the server keeps of an attempt: the option of each question by its id. */
export function answersKept(server: Server, reference: string): Record<string, string> {
  const kept = rows(
    server,
    "SELECT item, option FROM answers JOIN assessments ON assessments.id = assessment_id WHERE reference = ?",
    reference,
  );
  return Object.fromEntries(kept.map(({ item, option }) => [String(item), String(option)]));
}

/** The number of rows of every table. */
export function rowCounts(server: Server): Record<string, number> {
  const tables = rows(server, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  return Object.fromEntries(
    tables.map(({ name }) => [name, Number(rows(server, `SELECT count(*) AS n FROM "${name}"`)[0]?.n)]),
  );
}
