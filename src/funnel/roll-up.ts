import { and, eq } from "drizzle-orm";
import type { BoundStatement } from "#db/client/statements.ts";
import { funnelClaims, funnelDays, funnelStale } from "#db/schema/funnel.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { ALL_SOURCES } from "#src/names/funnel.ts";
import { rollUp as countAll, type DayRow, mergeClosed, type Rollup } from "./rollup.ts";
import { sittingsOf } from "./sittings.ts";

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
  await database.write([
    database.query.insert(funnelClaims).values(claim).onConflictDoUpdate({ target: funnelClaims.day, set: { token } }),
    database.query.delete(funnelStale).where(eq(funnelStale.day, day)),
  ]);
  const asOf = clock();
  const counted = countAll(banks, await sittingsOf(domain, day));
  const stored = await database.query.select().from(funnelDays).where(eq(funnelDays.day, day));
  // Sittings of the day were erased, in their time or by their owner: it can no longer be counted whole.
  const statements =
    startsOf(stored) > startsOf(counted.days)
      ? writeDays(claim, mergeClosed(stored, counted.days), asOf)
      : [...writeDays(claim, counted.days, asOf), ...writeRest(claim, counted)];
  const done = database.query
    .delete(funnelClaims)
    .where(and(eq(funnelClaims.day, day), eq(funnelClaims.token, token)))
    .returning();
  const results = await database.write([...statements, done]);
  return results.at(-1)?.rows.length === 1;
}

const startsOf = (days: readonly DayRow[]) =>
  days.filter(({ source }) => source === ALL_SOURCES).reduce((sum, { starts }) => sum + starts, 0);

type Claim = { day: number; token: string };
const HELD = "EXISTS (SELECT 1 FROM funnel_claims WHERE day = :day AND token = :token)";

/** Replaces a day's rows of a table, unless the claim has gone to somebody else. `columns` are names in `rows`. */
function replace(claim: Claim, table: string, columns: Record<string, string>, rows: object[]): BoundStatement[] {
  const values = Object.values(columns).map((name) => `value ->> '$.${name}'`);
  return [
    { sql: `DELETE FROM ${table} WHERE day = :day AND ${HELD}`, args: { ...claim } },
    {
      sql: `INSERT INTO ${table} (day, ${Object.keys(columns).join(", ")})
            SELECT :day, ${values.join(", ")} FROM json_each(:rows) WHERE ${HELD}`,
      args: { ...claim, rows: JSON.stringify(rows) },
    },
  ];
}

const CELL = { instrument: "instrument", bank_version: "bankVersion", source: "source" };

function writeDays(claim: Claim, days: readonly DayRow[], asOf: number): BoundStatement[] {
  const counts = { starts: "starts", completions: "completions", leads: "leads", calls: "calls", as_of: "asOf" };
  const rows = days.map((row) => ({ ...row, asOf }));
  return replace(claim, "funnel_days", { ...CELL, ...counts }, rows);
}

function writeRest(claim: Claim, { items, distributions }: Rollup): BoundStatement[] {
  const counts = { item: "item", reached: "reached", answered: "answered", times: "times" };
  const shares = { distribution: "distribution", value: "value", count: "count" };
  return [
    ...replace(claim, "funnel_items", { ...CELL, ...counts }, items),
    ...replace(claim, "funnel_distributions", { ...CELL, ...shares }, distributions),
  ];
}
