import type { Client, InArgs, InStatement, ResultSet } from "@libsql/client";
import type { Database } from "#db/client/client.ts";
import { bind } from "#db/client/statements.ts";
import type { Query } from "#db/client/transaction.ts";

/** Tables that stay small whatever happens, so that reading one whole is the quickest way. */
const SMALL = [
  ...["settings", "endpoints", "funnel_stale", "funnel_claims", "join_links"],
  ...[
    "staff",
    "staff_sessions",
    "staff_accounts",
    "staff_second_steps",
    "staff_passkeys",
    "staff_verifications",
    "staff_rate_limits",
  ],
  ...["sqlite_schema", "__drizzle_migrations"],
];

const clientOf = (query: Query) => (query as unknown as { $client: Client }).$client;

/** Notes every statement that passes through a client. */
function note(client: Client, keep: (sql: string, args: InArgs | undefined) => void): void {
  const { execute, batch } = client as {
    execute(sql: InStatement | string, args?: InArgs): Promise<ResultSet>;
  } & Client;
  Object.assign(client, {
    execute(statement: InStatement | string, args?: InArgs) {
      if (typeof statement === "string") keep(statement, args);
      else keep(statement.sql, statement.args);
      return execute(statement, args);
    },
    batch(all: InStatement[]) {
      for (const one of all) typeof one === "string" ? keep(one, []) : keep(one.sql, one.args);
      return batch(all);
    },
  });
}

/** The same database, which keeps every statement that is sent to it, each once. */
export function recorded(database: Database): { database: Database; statements: Map<string, InArgs>; planOf: PlanOf } {
  const statements = new Map<string, InArgs>();
  const keep = (sql: string, args: InArgs = []) => {
    if (!statements.has(sql)) statements.set(sql, args);
  };
  const client = clientOf(database.query);
  const execute = client.execute as (statement: InStatement) => Promise<ResultSet>;
  note(client, keep);
  return {
    statements,
    database: {
      ...database,
      write(all) {
        const bound = all.map(bind);
        for (const { sql, args } of bound) keep(sql, args);
        return database.write(bound);
      },
      transaction(work) {
        return database.transaction((tx) => {
          note(clientOf(tx), keep);
          return work(tx);
        });
      },
    },
    planOf: async (sql) => {
      // With its arguments: the driver dies of a statement that lacks them.
      const { rows } = await execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args: statements.get(sql) ?? [] });
      return (rows as unknown as { detail: string }[]).map(({ detail }) => detail);
    },
  };
}

type PlanOf = (sql: string) => Promise<string[]>;

/** The table that a plan calls by this name; itself, where the statement gives it no other name. */
function tableOf(name: string, sql: string): string {
  const named = new RegExp(
    `(?:from|join|update|into)\\s+["\`]?(\\w+)["\`]?\\s+(?:as\\s+)?["\`]?${name}["\`]?(?![\\w.])`,
    "i",
  );
  return named.exec(sql)?.[1] ?? name;
}

/**
 * The steps of a plan that read a whole table. Reading an index in order is no such step where the statement asks for a
 * limited number of rows.
 */
export function fullScans(sql: string, plan: readonly string[]): string[] {
  const own = plan.map((step) => /^(?:MATERIALIZE|CO-ROUTINE|RECURSIVE STEP) (\S+)/.exec(step)?.[1]);
  return plan.filter((step) => {
    const [, name = "", index] = /^SCAN (\S+)( USING (?:COVERING )?INDEX)?/.exec(step) ?? [];
    if (!name || name.startsWith("(") || own.includes(name)) return false;
    if (/VIRTUAL TABLE INDEX|CONSTANT ROW/.test(step) || name === "json_each") return false;
    if (SMALL.includes(tableOf(name, sql))) return false;
    return !(index && /\blimit\b/i.test(sql));
  });
}
