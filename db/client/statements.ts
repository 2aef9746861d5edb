import type { InArgs, InValue } from "@libsql/client";

type Built = { sql: string; params: unknown[] };
export type BoundStatement = { sql: string; args: InArgs };

/** A drizzle query builder, drizzle's `query.run(sql…)` before it is awaited, or SQL with its arguments. */
export type Statement = { toSQL(): Built } | { getQuery(): Built } | BoundStatement;

/** Drizzle has encoded `params` for the driver by the time `toSQL` returns them. */
export function bind(statement: Statement): BoundStatement {
  if ("sql" in statement) return statement;
  const { sql, params } = "toSQL" in statement ? statement.toSQL() : statement.getQuery();
  return { sql, args: params as InValue[] };
}

/** True for SQL that cannot write. In doubt false: a read in the write queue is slow, a write outside it is lost. */
export function isRead(sql: string): boolean {
  if (/^\s*(select|explain)\b/i.test(sql)) return true;
  return /^\s*with\b/i.test(sql) && !/\b(insert|update|delete|replace)\b/i.test(sql);
}

/** True for SQL that SQLite refuses, or ignores, inside a transaction. */
export function standsAlone(sql: string): boolean {
  return /^\s*(pragma|vacuum)\b/i.test(sql);
}
