import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { funnelClaims, funnelDays, funnelDistributions, funnelItems, funnelStale } from "#db/schema/funnel.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { DAY } from "#src/time.ts";
import { rollUp as countAll, mergeClosed } from "./rollup.ts";
import { sittingsOf } from "./sittings.ts";

/** Unfinished sittings are erased after 30 days, so a day that is older than this can no longer be counted whole. */
const OPEN_DAYS = 29;

/** What rolling up takes. */
export type Rolling = Pick<Domain, "database" | "clock" | "ids" | "banks">;

/**
 * Counts every stale day anew, each whole and in one transaction, and returns how many days were written. Any number of
 * processes may do it at once: a day is written by the one that claimed it last, and its reading began after the claim.
 * What happens while a day is read makes it stale again. An aborted signal ends it after the day in hand.
 */
export async function rollUpStale(domain: Rolling, signal?: AbortSignal): Promise<number> {
  const { query } = domain.database;
  const waiting = await query
    .select({ day: funnelStale.day })
    .from(funnelStale)
    .union(query.select({ day: funnelClaims.day }).from(funnelClaims));
  let written = 0;
  for (const { day } of waiting) {
    if (signal?.aborted) break;
    if (await rollUpDay(domain, day)) written += 1;
  }
  return written;
}

async function rollUpDay(domain: Rolling, day: number): Promise<boolean> {
  const { database, clock, ids, banks } = domain;
  const token = ids();
  const claim = { day, token };
  await database.transaction(async (tx) => {
    await tx.insert(funnelClaims).values(claim).onConflictDoUpdate({ target: funnelClaims.day, set: { token } });
    await tx.delete(funnelStale).where(eq(funnelStale.day, day));
  });
  const asOf = clock();
  const counted = countAll(banks, await sittingsOf(domain, day));
  return database.transaction(async (tx) => {
    const ours = and(eq(funnelClaims.day, day), eq(funnelClaims.token, token));
    const [held] = await tx.delete(funnelClaims).where(ours).returning();
    if (!held) return false;
    const stored = await tx.select().from(funnelDays).where(eq(funnelDays.day, day));
    const closed = Math.floor(asOf / DAY) - day > OPEN_DAYS && stored.length > 0;
    const days = closed ? mergeClosed(stored, counted.days) : counted.days;
    await replaceDay(tx, funnelDays, { day, rows: days.map((row) => ({ ...row, asOf })) });
    if (closed) return true;
    await replaceDay(tx, funnelItems, { day, rows: counted.items });
    await replaceDay(tx, funnelDistributions, { day, rows: counted.distributions });
    return true;
  });
}

/** How many rows one statement inserts, far below what SQLite takes. */
const ROWS = 500;

type Counts = typeof funnelDays | typeof funnelItems | typeof funnelDistributions;

/** Replaces the rows that a table of counts has for a day. */
async function replaceDay<T extends Counts>(
  tx: Tx,
  table: T,
  { day, rows }: { day: number; rows: readonly Omit<T["$inferInsert"], "day">[] },
): Promise<void> {
  await tx.delete(table).where(eq(table.day, day));
  for (let from = 0; from < rows.length; from += ROWS)
    await tx.insert(table).values(rows.slice(from, from + ROWS).map((row) => ({ ...row, day })) as T["$inferInsert"][]);
}
