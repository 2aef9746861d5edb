import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { DISTRIBUTIONS } from "#src/names/funnel.ts";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { time } from "./columns.ts";

/** Whole UTC days since 1970. A sitting belongs to the day on which it was started, whatever happens later. */
const day = () => integer("day").notNull();
const cell = {
  day: day(),
  instrument: text("instrument", { enum: INSTRUMENT_IDS }).notNull(),
  bankVersion: text("bank_version").notNull(),
  /** A source as `sourceOf` says it, or "" for all of them together. */
  source: text("source").notNull(),
};

/** Sittings that started on a day, and what became of them. Each number is at most the one before it. */
export const funnelDays = sqliteTable(
  "funnel_days",
  {
    ...cell,
    starts: integer("starts").notNull(),
    completions: integer("completions").notNull(),
    leads: integer("leads").notNull(),
    calls: integer("calls").notNull(),
    /** When the reading of the day began that these numbers come from. */
    asOf: time("as_of").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.instrument, table.bankVersion, table.source] }),
    index("funnel_days_source").on(table.instrument, table.source, table.day),
  ],
);

/** Per item: sittings that reached it, answered it, and a histogram of the time on its page. */
export const funnelItems = sqliteTable(
  "funnel_items",
  {
    ...cell,
    item: text("item").notNull(),
    reached: integer("reached").notNull(),
    answered: integer("answered").notNull(),
    /** Counts by bucket of time; the bounds stand in src/funnel. Carried answers are in none. */
    times: text("times", { mode: "json" }).$type<number[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.instrument, table.bankVersion, table.source, table.item] }),
    index("funnel_items_source").on(table.instrument, table.source, table.day),
  ],
);

/** How many results of a day had each band, verdict and dominant layer. */
export const funnelDistributions = sqliteTable(
  "funnel_distributions",
  {
    ...cell,
    distribution: text("distribution", { enum: DISTRIBUTIONS }).notNull(),
    value: text("value").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.day, table.instrument, table.bankVersion, table.source, table.distribution, table.value],
    }),
    index("funnel_distributions_source").on(table.instrument, table.source, table.day),
  ],
);

/** Days whose rollup is older than what happened; triggers write them, a rollup moves them to its claims. */
export const funnelStale = sqliteTable("funnel_stale", {
  day: integer("day").primaryKey(),
});

/**
 * Days being counted anew. Whoever claimed a day last writes it, so an older reading never covers a newer one; a claim
 * left by a process that died is taken over like any other.
 */
export const funnelClaims = sqliteTable("funnel_claims", {
  day: integer("day").primaryKey(),
  token: text("token").notNull(),
});
