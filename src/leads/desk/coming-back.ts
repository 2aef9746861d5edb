import { and, eq, inArray, max, min, type SQL, sql } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { list } from "#db/schema/columns.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { leadEvents } from "#db/schema/leads.ts";
import { ASKING_MAILS } from "#src/names/deliveries.ts";
import type { ComingBack } from "#src/names/leads.ts";

/** Where a lead stands with coming back, and the moment that says so (milliseconds since 1970). */
export interface ComesBack {
  state: ComingBack;
  at: number;
}

const mailed = sql`SELECT mail.lead_id FROM deliveries AS mail WHERE mail.kind IN (${list(ASKING_MAILS)})`;
const readSince = sql`EXISTS (SELECT 1 FROM lead_events AS read
  WHERE read.lead_id = mail.lead_id AND read.kind = 'retook' AND read.at > mail.sent_at)`;
const unanswered = sql`${mailed} AND mail.sent_at IS NOT NULL AND NOT ${readSince}`;
const answered = sql`${mailed} AND mail.sent_at IS NOT NULL AND ${readSince}`;
/** Which way the newest retake moved clearly; null where it did not. */
const moved = sql`(SELECT read.to_value FROM lead_events AS read
  WHERE read.lead_id = standing.lead_id AND read.kind = 'retook' ORDER BY read.at DESC LIMIT 1)`;

/**
 * The condition of the inbox's filter, on `standing`: a mail is to come that asks for another reading (`due`), the newest
 * one sent has led to none so far (`asked`), or it has: to a clear change (`moved`) or to none (`back`).
 */
export function comesBack(state: ComingBack): SQL {
  if (state === "due") return sql`standing.lead_id IN (${mailed} AND mail.state = 'pending')`;
  if (state === "asked") return sql`standing.lead_id IN (${unanswered})`;
  const isClear = state === "moved" ? sql`IS NOT NULL` : sql`IS NULL`;
  return sql`standing.lead_id IN (${answered}) AND standing.lead_id NOT IN (${unanswered}) AND ${moved} ${isClear}`;
}

/** The same for some leads at once: what was asked and answered comes before what is to come. */
export async function readComingBack(query: Query, ids: readonly string[]): Promise<Map<string, ComesBack>> {
  const ofLeads = and(inArray(deliveries.leadId, [...ids]), inArray(deliveries.kind, [...ASKING_MAILS]));
  const mails = await query
    .select({
      leadId: deliveries.leadId,
      sentAt: max(deliveries.sentAt),
      dueAt: min(sql<number | null>`CASE WHEN ${deliveries.state} = 'pending' THEN ${deliveries.dueAt} END`),
    })
    .from(deliveries)
    .where(ofLeads)
    .groupBy(deliveries.leadId);
  const read = await query
    // Of the row with the latest time, as SQLite has it beside max().
    .select({ leadId: leadEvents.leadId, at: max(leadEvents.at), moved: leadEvents.toValue })
    .from(leadEvents)
    .where(and(inArray(leadEvents.leadId, [...ids]), eq(leadEvents.kind, "retook")))
    .groupBy(leadEvents.leadId);
  const newest = new Map(read.map((one) => [one.leadId, one]));
  const known = new Map<string, ComesBack>();
  for (const { leadId, sentAt, dueAt } of mails) {
    if (leadId === null) continue;
    const { at = null, moved: way = null } = newest.get(leadId) ?? {};
    if (sentAt !== null && at !== null && at > sentAt)
      known.set(leadId, { state: way === null ? "back" : "moved", at });
    else if (sentAt !== null) known.set(leadId, { state: "asked", at: sentAt });
    else if (dueAt !== null) known.set(leadId, { state: "due", at: Number(dueAt) });
  }
  return known;
}
