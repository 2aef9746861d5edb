import type { Client, InArgs, InStatement, Transaction } from "@libsql/client";
import { DrizzleQueryError } from "drizzle-orm";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { refuse } from "./guarded-client.ts";

/** Drizzle, on the database at large or inside a transaction: for what only reads. */
export type Query = LibSQLDatabase;

declare const boundToTransaction: unique symbol;

/** Drizzle inside one transaction. What it reads is what stands there until the commit: nobody writes between. */
export type Tx = Query & { readonly [boundToTransaction]: true };

/** The client that drizzle sees inside a transaction. */
function clientIn(transaction: Transaction, protocol: string): Client {
  const execute = (statement: InStatement | string, args?: InArgs) =>
    transaction.execute(typeof statement === "string" ? { sql: statement, args: args ?? [] } : statement);
  return {
    protocol,
    closed: false,
    execute,
    batch: refuse("A batch"),
    migrate: refuse("A migration"),
    transaction: refuse("A transaction inside a transaction"),
    executeMultiple: refuse("A script"),
    sync: refuse("Replica synchronisation"),
    close: () => undefined,
    reconnect: () => undefined,
  };
}

/** Runs the work inside one write transaction: committed when it returns, rolled back when it throws. */
export async function runTransaction<T>(client: Client, work: (tx: Tx) => Promise<T>): Promise<T> {
  const transaction = await client.transaction("write");
  try {
    const result = await work(drizzle(clientIn(transaction, client.protocol)) as Query as Tx);
    await transaction.commit();
    return result;
  } catch (error) {
    // What failed may have closed it already; the first error is the one to tell.
    await transaction.rollback().catch(() => undefined);
    // Drizzle's own error has the arguments of the statement in its message, which is logged.
    throw error instanceof DrizzleQueryError ? error.cause : error;
  }
}
