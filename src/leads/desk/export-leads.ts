import { and, eq, inArray } from "drizzle-orm";
import { assessments, results } from "#db/schema/assessments.ts";
import { leadStandings, leads } from "#db/schema/leads.ts";
import { staff as people } from "#db/schema/staff.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { isNewest } from "#src/assessments/newest-revision.ts";
import { paths } from "#src/paths.ts";
import type { Words } from "#src/words/load.ts";
import { csvHead, csvLines } from "./csv-line.ts";
import { type CsvProfile, type ExportRow, isForSheet } from "./csv-profiles.ts";
import { type InboxQuery, writeInbox } from "./inbox.ts";
import { chunkSql, type Looking } from "./inbox-sql.ts";

const CHUNK = 500;

type Exporter = Pick<Domain, "database" | "clock" | "ids" | "banks"> & {
  publicUrl: string;
  words: Pick<Words, "desk">;
};

export interface Export {
  profile: CsvProfile;
  query: InboxQuery;
  looking: Looking;
}

/**
 * The leads that fit a query as CSV, read and sent in chunks, however many there are: each once, even while scores change.
 * A CRM writes to whom it knows, so its file holds only those who may be contacted.
 * The export is one line of the audit trail, written before the first byte is sent.
 */
export async function exportLeads(domain: Exporter, { profile, query, looking }: Export): Promise<ReadableStream> {
  const { database, clock, ids } = domain;
  // What was typed may be an address, and the audit trail outlives the lead.
  const filter = writeInbox({ ...query, q: undefined, sort: undefined }).toString();
  const detail = [`${profile}:`, ...(query.q ? ["a search"] : []), filter || (query.q ? "" : "all leads")]
    .join(" ")
    .trim();
  const event = { staffId: looking.staffId, kind: "leads-exported" as const, detail };
  await database.transaction((tx) => writeStaffEvent(tx, { ...event, id: ids(), at: clock() }));
  const parts = csvOf(domain, { profile, query, looking });
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

async function* csvOf(domain: Exporter, { profile, query, looking }: Export): AsyncGenerator<string, undefined> {
  yield csvHead(profile);
  let chunk: string[] = [];
  do {
    const after = { id: chunk.at(-1) ?? "" };
    const found = await domain.database.query.values<[string]>(chunkSql(query, looking, after, CHUNK));
    chunk = found.map((row) => row[0]);
    const rows = (await readRows(domain, chunk)).filter((row) => mayGo(profile, row));
    if (rows.length > 0) yield csvLines(profile, rows);
  } while (chunk.length === CHUNK);
}

const mayGo = (profile: CsvProfile, { outreach }: ExportRow) => isForSheet(profile) || outreach === "allowed";

async function readRows({ database, banks, publicUrl, words }: Exporter, ids: readonly string[]): Promise<ExportRow[]> {
  const found = await database.query
    .select({
      lead: leads,
      standing: leadStandings,
      attribution: assessments.attribution,
      owner: people.email,
      result: results.result,
    })
    .from(leadStandings)
    .innerJoin(leads, eq(leads.id, leadStandings.leadId))
    .innerJoin(assessments, eq(assessments.id, leadStandings.assessmentId))
    .innerJoin(results, and(eq(results.assessmentId, leadStandings.assessmentId), isNewest))
    .leftJoin(people, eq(people.id, leadStandings.ownerId))
    .where(inArray(leadStandings.leadId, [...ids]))
    .orderBy(leadStandings.leadId);
  const { names } = words.desk;
  const iso = (time: number) => new Date(time).toISOString();
  return found.map(({ lead, standing, attribution, owner, result }) => ({
    ...lead,
    ...standing,
    verdict: names.verdicts[standing.verdict],
    verdictSettled: result.verdictSettled ?? null,
    clarity: names.clarities[standing.clarity],
    layer: banks.newest.layers.find(({ id }) => id === standing.dominant)?.name ?? null,
    owner,
    lastSignalAt: iso(standing.lastSignalAt),
    callAskedAt: standing.callAskedAt === null ? null : iso(standing.callAskedAt),
    attribution,
    deskUrl: paths.absolute(publicUrl, paths.lead(lead.id)),
  }));
}
