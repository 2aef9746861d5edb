import type { Database } from "#db/client/client.ts";
import type { BoundStatement } from "#db/client/statements.ts";
import type { Condition } from "./condition.ts";

type Results = Awaited<ReturnType<Database["write"]>>;

/** Whoever erases deliveries has what their mail channel keeps of them removed too. */
export interface MailForgetter {
  forgetMail: (ids: readonly string[]) => Promise<void>;
}

/**
 * The statement that erases deliveries of `which`, a condition on the columns of `deliveries`. Put it in front of whatever
 * they hang on, in the same `database.write`: what a cascade takes is not told. Give the results to `erasedIn` and its ids
 * to `forgetMail`, so that no file of the mailbox outlives its delivery.
 */
export function eraseDeliveries({ sql, args }: Condition): BoundStatement {
  return { sql: `DELETE FROM deliveries WHERE ${sql} RETURNING id AS erased_delivery`, args: { ...args } };
}

/** The ids of every delivery that a write has erased by `eraseDeliveries`. */
export function erasedIn(results: Results): string[] {
  return results.flatMap(({ rows }) => rows.flatMap(({ erased_delivery: id }) => (id === undefined ? [] : String(id))));
}
