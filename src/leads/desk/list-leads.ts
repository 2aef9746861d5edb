import { eq, gte, inArray, sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { leadStandings, leads } from "#db/schema/leads.ts";
import { staff as people } from "#db/schema/staff.ts";
import { readComingBack } from "./coming-back.ts";
import { type InboxQuery, type Place, writeCursor } from "./inbox.ts";
import { countSql, foundSql, type Looking, MOST_FOUND, MOST_RARE, pageSql, sourceCountSql } from "./inbox-sql.ts";

export const PAGE = 50;
/** Beyond this nobody counts: a page says "more than 1,000". */
export const MOST_COUNTED = 1_000;

type Reader = { database: Pick<Database, "query"> };

export type ListedLead = Awaited<ReturnType<typeof readRows>>[number];

export interface InboxPage {
  rows: ListedLead[];
  /** Cursors of the pages beside this one, or null. */
  previous: string | null;
  next: string | null;
  /** How many leads fit, up to `MOST_COUNTED`; `more` where there are more than that. */
  count: number;
  more: boolean;
  /** More leads fit the search than it looks at: only those that came last are here. */
  cut: boolean;
}

/** The rows of the inbox for some leads, in the order of their ids. */
async function readRows({ database }: Reader, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const found = await database.query
    .select({ standing: leadStandings, name: leads.name, firm: leads.firm, address: leads.address, owner: people.name })
    .from(leadStandings)
    .innerJoin(leads, eq(leads.id, leadStandings.leadId))
    .leftJoin(people, eq(people.id, leadStandings.ownerId))
    .where(inArray(leadStandings.leadId, [...ids]));
  const back = await readComingBack(database.query, ids);
  const rows = new Map(
    found.map((row) => [row.standing.leadId, { ...row, back: back.get(row.standing.leadId) ?? null }]),
  );
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** Whether the leads of the source that is asked for are read alone: by score they stand in order, else few enough are sorted. */
async function isBySource({ database }: Reader, { q, source, sort }: InboxQuery): Promise<boolean> {
  if (q || !source) return false;
  if (sort === "score") return true;
  const rows = await database.query.values<[number]>(sourceCountSql(source));
  return (rows[0]?.[0] ?? 0) <= MOST_RARE;
}

/**
 * One page of the inbox. Pages are keyed on the value and the id, so a lead that does not change meanwhile is on exactly
 * one of them, however many others come, go or move.
 */
export async function listLeads(reader: Reader, asked: InboxQuery, looking: Looking): Promise<InboxPage> {
  const { query: read } = reader.database;
  const query = { ...asked, bySource: await isBySource(reader, asked) };
  const first = !query.after && !query.before;
  const backwards = Boolean(query.before && !query.after);
  // The first page is counted by what it reads anyway; a search comes with its count.
  const limit = first && !query.q ? MOST_COUNTED + 1 : PAGE + 1;
  // The driver's rows have places and no iterator.
  const [ids, counted, found] = await Promise.all([
    read.values<[string, number, number | null]>(pageSql(query, looking, limit)),
    first ? null : read.values<[number]>(countSql(query, looking, MOST_COUNTED + 1)),
    query.q ? read.values<[number]>(foundSql(query.q)) : null,
  ]);
  const here: Place[] = ids.slice(0, PAGE).map((row) => ({ id: row[0], value: row[1] }));
  if (backwards) here.reverse();
  const beyond = ids.length > PAGE;
  const rows = await readRows(
    reader,
    here.map(({ id }) => id),
  );
  const [head, last] = [here.at(0), here.at(-1)];
  const count = counted?.[0]?.[0] ?? ids[0]?.[2] ?? ids.length;
  return {
    rows,
    previous: head && (backwards ? beyond : !first) ? writeCursor(head) : null,
    next: last && (backwards || beyond) ? writeCursor(last) : null,
    count: Math.min(count, MOST_COUNTED),
    more: count > MOST_COUNTED,
    cut: (found?.[0]?.[0] ?? 0) > MOST_FOUND,
  };
}

/** Somebody who asked for a call that nobody has answered. */
export interface WaitingCall {
  leadId: string;
  name: string | null;
  firm: string | null;
  address: string;
  /** Milliseconds since 1970. */
  askedAt: number;
}

/** The call requests that wait for an answer, at most a hundred, the longest waiting first. They head the inbox by their rank. */
export async function listWaitingCalls({ database }: Reader): Promise<WaitingCall[]> {
  const waiting = await database.query
    .select({
      ...{ leadId: leads.id, name: leads.name, firm: leads.firm, address: leads.address },
      askedAt: leadStandings.callAskedAt,
    })
    .from(leadStandings)
    .innerJoin(leads, eq(leads.id, leadStandings.leadId))
    .where(gte(leadStandings.rank, 999))
    .orderBy(leadStandings.callAskedAt)
    .limit(100);
  return waiting.flatMap((one) => (one.askedAt === null ? [] : [{ ...one, askedAt: one.askedAt }]));
}

/** The sources that leads came by, each once, at most a hundred, by stepping through their index. */
export async function listSources({ database }: Reader): Promise<string[]> {
  const rows = await database.query.values<[string]>(
    sql`WITH RECURSIVE step(source) AS (
          SELECT min(source) FROM lead_standings
          UNION ALL
          SELECT (SELECT min(source) FROM lead_standings WHERE source > step.source) FROM step WHERE step.source IS NOT NULL
          LIMIT 100
        ) SELECT source FROM step WHERE source IS NOT NULL`,
  );
  return rows.map((row) => row[0]);
}
