import { and, asc, between, count, desc, eq, max, ne, type SQL, sql, sum } from "drizzle-orm";
import { funnelClaims, funnelDays, funnelDistributions, funnelItems, funnelStale } from "#db/schema/funnel.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { ALL_SOURCES, type Distribution } from "#src/names/funnel.ts";
import { DAY } from "#src/time.ts";
import { type FunnelQuery, mondayOf, weekOf } from "./funnel-query.ts";
import { addTimes, countOf, medianSeconds } from "./histogram.ts";
import { type Returns, readReturns } from "./read-returns.ts";

export interface Counts {
  starts: number;
  completions: number;
  leads: number;
  calls: number;
}
/** One week of starts; `monday` is in milliseconds since 1970. Weeks without any start are there too. */
export interface Week extends Counts {
  monday: number;
}
export interface ItemCounts {
  item: string;
  reached: number;
  answered: number;
  /** Sittings whose time on this page is known, and the median of it in seconds. */
  timed: number;
  median: number | null;
}
export interface Funnel {
  weeks: Week[];
  total: Counts;
  /** In no order of their own: the bank knows it. */
  items: ItemCounts[];
  results: { distribution: Distribution; value: string; count: number }[];
  /** Who came back; null where only some versions or sources are asked for, which nobody has counted. */
  returns: Returns | null;
  /** What the filters may say, over the same weeks: the most common sources first. */
  sources: string[];
  versions: string[];
  /** When the newest of these numbers were counted, in milliseconds since 1970; null before the first time. */
  asOf: number | null;
  /** Days, of any time, that wait to be counted again. */
  waiting: number;
}

const SOURCES_OFFERED = 50;
const whole = (value: SQL<unknown>) => value.mapWith(Number) as SQL<number>;

/** The funnel over whole weeks up to now: of what was started in them, however late the rest happened. */
export async function readFunnel(
  { database, clock }: Pick<Domain, "database" | "clock">,
  asked: FunnelQuery,
): Promise<Funnel> {
  const { query } = database;
  const today = Math.floor(clock() / DAY);
  const first = weekOf(today) - asked.weeks + 1;
  const from = mondayOf(first);
  type Rollup = typeof funnelDays | typeof funnelItems | typeof funnelDistributions;
  const chosen = (table: Rollup, source: SQL | undefined = eq(table.source, asked.source)) =>
    and(
      eq(table.instrument, asked.instrument),
      source,
      between(table.day, from, today),
      asked.version ? eq(table.bankVersion, asked.version) : undefined,
    );

  const { starts, completions, leads, calls, day } = funnelDays;
  // The driver binds every number as a real one, so the division must be told to drop its fraction.
  const week = whole(sql`CAST((${day} - ${from}) / 7 AS INTEGER)`).as("week");
  const counted = await query
    .select({
      week,
      starts: whole(sum(starts)),
      completions: whole(sum(completions)),
      leads: whole(sum(leads)),
      calls: whole(sum(calls)),
      asOf: max(funnelDays.asOf),
    })
    .from(funnelDays)
    .where(chosen(funnelDays))
    .groupBy(sql`week`);
  const items = await query
    .select({
      item: funnelItems.item,
      reached: whole(sum(funnelItems.reached)),
      answered: whole(sum(funnelItems.answered)),
      times: sql<string>`group_concat(${funnelItems.times})`,
    })
    .from(funnelItems)
    .where(chosen(funnelItems))
    .groupBy(funnelItems.item);
  const { distribution, value } = funnelDistributions;
  const results = await query
    .select({ distribution, value, count: whole(sum(funnelDistributions.count)) })
    .from(funnelDistributions)
    .where(chosen(funnelDistributions))
    .groupBy(distribution, value);
  const sources = await query
    .select({ source: funnelDays.source })
    .from(funnelDays)
    .where(chosen(funnelDays, ne(funnelDays.source, ALL_SOURCES)))
    .groupBy(funnelDays.source)
    .orderBy(desc(sum(starts)), asc(funnelDays.source))
    .limit(SOURCES_OFFERED);
  const versions = await query
    .selectDistinct({ version: funnelDays.bankVersion })
    .from(funnelDays)
    .where(and(eq(funnelDays.instrument, asked.instrument), eq(funnelDays.source, ALL_SOURCES)))
    .orderBy(desc(funnelDays.bankVersion));
  const stale = query.select({ day: funnelStale.day }).from(funnelStale);
  const due = stale.union(query.select({ day: funnelClaims.day }).from(funnelClaims)).as("due");
  const [waiting] = await query.select({ days: count() }).from(due);

  const all = asked.version === "" && asked.source === ALL_SOURCES;
  const span = { instrument: asked.instrument, from: from * DAY, until: clock() };
  const none = { starts: 0, completions: 0, leads: 0, calls: 0 };
  const weeks = Array.from({ length: asked.weeks }, (_, place) => {
    const {
      week: _week,
      asOf: _asOf,
      ...counts
    } = counted.find((row) => row.week === place) ?? { week: 0, asOf: 0, ...none };
    return { monday: mondayOf(first + place) * DAY, ...counts };
  });
  return {
    weeks,
    total: weeks.reduce((all, one) => addCounts(all, one), none),
    items: items.map(({ times, ...row }) => ({ ...row, ...timesIn(times) })),
    results,
    returns: all ? await readReturns(query, span) : null,
    sources: sources.map(({ source }) => source),
    versions: versions.map(({ version }) => version),
    asOf: counted.reduce<number | null>((newest, { asOf }) => Math.max(newest ?? 0, asOf ?? 0), null),
    waiting: waiting?.days ?? 0,
  };
}

const addCounts = (a: Counts, b: Counts): Counts => ({
  starts: a.starts + b.starts,
  completions: a.completions + b.completions,
  leads: a.leads + b.leads,
  calls: a.calls + b.calls,
});

/** Histograms as the database hands them over, "[…],[…]": how many times they hold, and their median. */
function timesIn(histograms: string) {
  const times = addTimes(JSON.parse(`[${histograms}]`) as number[][]);
  return { timed: countOf(times), median: medianSeconds(times) };
}
