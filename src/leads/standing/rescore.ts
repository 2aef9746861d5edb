import { and, asc, eq, gt, lte, ne, sql } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { leadStandings } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { inSteps } from "#src/in-steps.ts";
import { intentOf, intentParts, type Signal } from "#src/scoring/lead-intent.ts";
import { gradeOf } from "#src/scoring/lead-score.ts";
import { HOUR } from "#src/time.ts";
import { rankOf } from "./rank.ts";

/** Few enough that whoever else writes waits for some milliseconds only. */
const CHUNK = 100;
/** A score younger than this has not decayed to speak of; another process may have seen to it. */
const FRESH = HOUR / 2;

/**
 * Lets intent decay: scores every lead with outreach and signals anew from its own row, those scored longest ago first.
 * `since` leaves out standings that are older than the fee, which need more than their row. Returns how many.
 */
export async function rescore(
  { database, clock }: Pick<Domain, "database" | "clock">,
  since: number,
  signal?: AbortSignal,
): Promise<number> {
  const now = clock();
  const some = () => database.transaction((tx) => rescoreSome(tx, since, now));
  return inSteps(CHUNK, some, signal);
}

async function rescoreSome(tx: Tx, since: number, now: number): Promise<number> {
  const { leadId, scoredAsOf, outreach, signals } = leadStandings;
  const aged = and(
    ...[lte(scoredAsOf, now - FRESH), gt(scoredAsOf, since)],
    ...[eq(outreach, "allowed"), ne(signals, sql`'[]'`)],
  );
  const rows = await tx.select().from(leadStandings).where(aged).orderBy(asc(scoredAsOf)).limit(CHUNK);
  const scored = rows.map((row) => {
    const intent = intentOf(intentParts(row.signals as Signal[], now));
    const { score, grade } = gradeOf({ need: row.need ?? 0, fit: row.fit ?? 0, intent });
    return { lead: row.leadId, intent, score, grade, rank: rankOf({ ...row, score }) };
  });
  await tx.run(sql`
    UPDATE lead_standings SET intent = new.intent, score = new.score, grade = new.grade, rank = new.rank, scored_as_of = ${now}
    FROM (SELECT value ->> 'lead' AS lead, value ->> 'intent' AS intent, value ->> 'score' AS score,
            value ->> 'grade' AS grade, value ->> 'rank' AS rank FROM json_each(${JSON.stringify(scored)})) AS new
    WHERE ${leadId} = new.lead`);
  return rows.length;
}
