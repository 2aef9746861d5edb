import { setImmediate } from "node:timers/promises";
import { and, asc, eq, gt, lte, ne, sql } from "drizzle-orm";
import { leadStandings } from "#db/schema/leads.ts";
import { intentOf, intentParts, type Signal } from "#src/scoring/lead-intent.ts";
import { gradeOf } from "#src/scoring/lead-score.ts";
import { HOUR } from "#src/time.ts";
import { rankOf } from "./rank.ts";
import type { StandDomain } from "./stand.ts";

/** Few enough that whoever else writes waits for some milliseconds only. */
const CHUNK = 100;
/** A score younger than this has not decayed to speak of; another process may have seen to it. */
const FRESH = HOUR / 2;

/**
 * Lets intent decay: scores every lead with outreach and signals anew from its own row, those scored longest ago first.
 * `since` leaves out standings that are older than the fee, which need more than their row. Returns how many.
 */
export async function rescore(
  domain: Pick<StandDomain, "database" | "clock">,
  since: number,
  signal?: AbortSignal,
): Promise<number> {
  const { database, clock } = domain;
  const now = clock();
  let count = 0;
  while (!signal?.aborted) {
    const rows = await database.query
      .select({
        lead: leadStandings.leadId,
        need: leadStandings.need,
        fit: leadStandings.fit,
        signals: leadStandings.signals,
        was: leadStandings.scoredAsOf,
      })
      .from(leadStandings)
      .where(
        and(
          lte(leadStandings.scoredAsOf, now - FRESH),
          gt(leadStandings.scoredAsOf, since),
          eq(leadStandings.outreach, "allowed"),
          ne(leadStandings.signals, sql`'[]'`),
        ),
      )
      .orderBy(asc(leadStandings.scoredAsOf))
      .limit(CHUNK);
    if (rows.length === 0) break;
    const scored = rows.map(({ lead, was, need, fit, signals }) => {
      const intent = intentOf(intentParts(signals as Signal[], now));
      const { score, grade } = gradeOf({ need: need ?? 0, fit: fit ?? 0, intent });
      return { lead, was, intent, score, grade };
    });
    await database.write([
      {
        sql: `UPDATE lead_standings AS old SET intent = new.intent, score = new.score, grade = new.grade,
                scored_as_of = :now,
                rank = ${rankOf("new.score", "old.call_asked_at", "old.call_answered_at")}
              FROM (SELECT value ->> 'lead' AS lead, value ->> 'was' AS was, value ->> 'intent' AS intent,
                      value ->> 'score' AS score, value ->> 'grade' AS grade FROM json_each(:scored)) AS new
              WHERE old.lead_id = new.lead AND old.scored_as_of = new.was AND old.outreach = 'allowed'`,
        args: { scored: JSON.stringify(scored), now },
      },
    ]);
    count += rows.length;
    await setImmediate();
  }
  return count;
}
