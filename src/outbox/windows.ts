import { and, desc, gt, type SQL } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Tx } from "#db/client/transaction.ts";
import { SECOND } from "#src/time.ts";

/** So many rows within a span of time. */
export interface Window<Limit extends string> {
  limit: Limit;
  /** Milliseconds. */
  span: number;
  most: number;
  /** The column that says when a row was made, and which rows count. */
  rows: { madeAt: SQLiteColumn; which: SQL | undefined };
}

/** The full window that lasts longest and the seconds until it has room again; null while all have room. */
export async function longestWait<Limit extends string>(
  tx: Tx,
  windows: readonly Window<Limit>[],
  now: number,
): Promise<{ limit: Limit; retryAfterSeconds: number } | null> {
  const waits = await Promise.all(
    windows.map(async ({ limit, span, most, rows }) => {
      // While the newest `most` are all inside the window there is no room; the oldest of them leaves it first.
      const oldest = most < 1 ? now : await newestButFor(tx, rows, most - 1, now - span);
      return { limit, retryAfterSeconds: oldest === null ? 0 : Math.ceil((oldest + span - now) / SECOND) };
    }),
  );
  return waits.reduce<(typeof waits)[number] | null>(
    (longest, wait) => (wait.retryAfterSeconds > (longest?.retryAfterSeconds ?? 0) ? wait : longest),
    null,
  );
}

/** When the newest row after `since` was made, leaving out so many still newer ones; null where there is none. */
async function newestButFor(
  tx: Tx,
  { madeAt, which }: Window<string>["rows"],
  newer: number,
  since: number,
): Promise<number | null> {
  const [row] = await tx
    .select({ madeAt })
    .from(madeAt.table as SQLiteTable)
    .where(and(which, gt(madeAt, since)))
    .orderBy(desc(madeAt))
    .limit(1)
    .offset(newer);
  return row ? Number(row.madeAt) : null;
}
