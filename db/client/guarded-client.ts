import type { Client, InArgs, InStatement, ResultSet } from "@libsql/client";
import { isRead, standsAlone } from "./statements.ts";

export type Ways = {
  read(statement: InStatement): Promise<ResultSet>;
  write(statements: InStatement[]): Promise<ResultSet[]>;
  alone(statement: InStatement): Promise<ResultSet>;
  migrate(statements: InStatement[]): Promise<ResultSet[]>;
};

/** Stands for a method of the driver's client that nobody may call here. */
export const refuse = (what: string) => async (): Promise<never> => {
  throw Object.assign(new Error(`${what} would pass by the write queue; use database.transaction or database.write.`), {
    code: "DATABASE_NOT_OFFERED",
  });
};

/** The client that drizzle sees: reads go straight on, everything else through the write queue. */
export function guardedClient(ways: Ways, protocol: string): Client {
  const execute = async (statement: InStatement | string, args?: InArgs): Promise<ResultSet> => {
    const whole = typeof statement === "string" ? { sql: statement, args } : statement;
    const sql = typeof whole === "string" ? whole : whole.sql;
    if (isRead(sql)) return ways.read(whole as InStatement);
    if (standsAlone(sql)) return ways.alone(whole as InStatement);
    const [result] = await ways.write([whole as InStatement]);
    return result as ResultSet;
  };
  return {
    protocol,
    closed: false,
    execute,
    batch: (statements) => ways.write(statements.map((s) => (Array.isArray(s) ? { sql: s[0], args: s[1] } : s))),
    migrate: (statements) => ways.migrate(statements),
    transaction: refuse("An interactive transaction"),
    executeMultiple: refuse("A script"),
    sync: refuse("Replica synchronisation"),
    close: () => undefined,
    reconnect: () => undefined,
  };
}
