import { type SQL, sql } from "drizzle-orm";
import { DAY } from "#src/time.ts";
import { comesBack } from "./coming-back.ts";
import { type Filters, type Place, readCursor, type Sort, searchOf } from "./inbox.ts";

/** A search looks at this many leads at most, those that came last. */
export const MOST_FOUND = 2_000;
/** Up to as many leads of a source are sorted. */
export const MOST_RARE = 2_000;

/** The column of an order, the index that holds it with all filters, and its direction. */
const ORDERS = {
  score: { column: "rank", index: "lead_standings_by_rank", down: true },
  newest: { column: "last_signal_at", index: "lead_standings_by_signal", down: true },
  oldest: { column: "last_signal_at", index: "lead_standings_by_signal", down: false },
  need: { column: "need", index: "lead_standings_by_need", down: true },
  fit: { column: "fit", index: "lead_standings_by_fit", down: true },
  intent: { column: "intent", index: "lead_standings_by_intent", down: true },
} as const satisfies Record<Sort, { column: string; index: string; down: boolean }>;

/** Who looks, and when (milliseconds since 1970). */
export interface Looking {
  staffId: string;
  now: number;
}

const own = (column: string) => sql.raw(`standing.${column}`);

/** The conditions of the filters; an order by part of the score leaves out those without a score. */
function conditions(query: Filters, { staffId, now }: Looking): SQL[] {
  const { grade, status, outreach, layer, verdict, source, owner, age, back, sort } = query;
  const all: SQL[] = [];
  const is = (column: string, value: string | undefined) => value && all.push(sql`${own(column)} = ${value}`);
  is("grade", grade);
  is("status", status);
  is("outreach", outreach);
  is("dominant", layer);
  is("verdict", verdict);
  is("source", source);
  if (owner === "nobody") all.push(sql`standing.owner_id IS NULL`);
  else is("owner_id", owner === "mine" ? staffId : owner);
  if (age) all.push(sql`standing.last_signal_at >= ${now - Number(age) * DAY}`);
  if (back) all.push(comesBack(back));
  if (sort === "need" || sort === "fit" || sort === "intent") all.push(sql`${own(sort)} IS NOT NULL`);
  return all;
}

const match = (search: string | null) => (search === null ? sql`0` : sql`lead_search MATCH ${search}`);

/**
 * Where the rows come from. Without a search an index that holds every filter is read in order: that of the order, or that of
 * the source by score; in another order only the few of a rare source are read by it and sorted. With a search, only what was
 * found is looked at.
 */
function from(query: Listing): SQL {
  const index = query.bySource ? "lead_standings_source" : ORDERS[query.sort].index;
  return query.q ? foundFrom(query.q) : sql.raw(`lead_standings AS standing INDEXED BY ${index}`);
}

function foundFrom(q: string): SQL {
  return sql`(SELECT rowid AS id FROM lead_search WHERE ${match(searchOf(q))} ORDER BY rowid DESC LIMIT ${MOST_FOUND}) AS found
    CROSS JOIN lead_search_ids AS known ON known.id = found.id
    CROSS JOIN lead_standings AS standing ON standing.lead_id = known.lead_id`;
}

const where = (all: SQL[]) => (all.length > 0 ? sql`WHERE ${sql.join(all, sql` AND `)}` : sql``);

/** How many leads came by a source, counted no further than makes it a rare one. */
export function sourceCountSql(source: string): SQL {
  return sql`SELECT count(*) FROM (SELECT 1 FROM lead_standings WHERE source = ${source} LIMIT ${MOST_RARE + 1})`;
}

type Listing = Filters & { sort: Sort; bySource: boolean };

/**
 * Ids of a page with the value they are sorted by: `limit` of them from a place on, or backwards up to it. On the first
 * page of a search each comes with how many there are, all of which have been read; else with null.
 */
export function pageSql(query: Listing, looking: Looking, limit: number): SQL {
  const { column, down } = ORDERS[query.sort];
  const backwards = Boolean(query.before && !query.after);
  const falling = down !== backwards;
  const all = conditions(query, looking);
  const written = query.after ?? query.before;
  if (written) {
    const { value, id } = readCursor(written);
    all.push(sql`(${own(column)}, standing.lead_id) ${sql.raw(falling ? "<" : ">")} (${value}, ${id})`);
  }
  const direction = sql.raw(falling ? "DESC" : "ASC");
  const count = query.q && !written ? sql`count(*) OVER ()` : sql`NULL`;
  return sql`SELECT standing.lead_id, ${own(column)}, ${count} FROM ${from(query)} ${where(all)}
    ORDER BY ${own(column)} ${direction}, standing.lead_id ${direction} LIMIT ${limit}`;
}

/** How many leads fit the filters, wherever the page stands, counted no further than `most`. */
export function countSql(query: Listing, looking: Looking, most: number): SQL {
  return sql`SELECT count(*) FROM (SELECT 1 FROM ${from(query)} ${where(conditions(query, looking))} LIMIT ${most})`;
}

/** Ids of a chunk of an export, in an order that no change of a score disturbs. */
export function chunkSql(query: Filters, looking: Looking, start: Pick<Place, "id">, limit: number): SQL {
  const all = conditions({ ...query, sort: undefined }, looking);
  all.push(sql`standing.lead_id > ${start.id}`);
  const source = query.q
    ? foundFrom(query.q)
    : sql.raw("lead_standings AS standing INDEXED BY sqlite_autoindex_lead_standings_1");
  return sql`SELECT standing.lead_id FROM ${source} ${where(all)} ORDER BY standing.lead_id LIMIT ${limit}`;
}

/** How many leads a search finds, counted no further than one more than it looks at. */
export function foundSql(q: string): SQL {
  return sql`SELECT count(*) FROM (SELECT 1 FROM lead_search WHERE ${match(searchOf(q))} LIMIT ${MOST_FOUND + 1})`;
}
