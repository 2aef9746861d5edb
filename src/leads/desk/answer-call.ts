import { eq } from "drizzle-orm";
import { leadStandings } from "#db/schema/leads.ts";
import { webhookStatements } from "#src/outbox/enqueue-webhooks.ts";
import { type By, type Changed, lastChange, type StaffDomain } from "./change.ts";

export interface CallAnswer {
  lead: string;
  /** When the call was asked for that the page showed (`callAskedAt`): a newer request stays unanswered. */
  asked: number;
  staff: By;
}

/**
 * Takes a call request off the head of the inbox, with the event that says who answered it. `same`: this person had
 * answered it already. A conflict's `now` is when it was answered, or null where a newer request waits.
 */
export async function answerCall(domain: StaffDomain, answer: CallAnswer): Promise<Changed<number | null>> {
  const { database, clock, ids } = domain;
  const { lead, asked, staff } = answer;
  const now = clock();
  const event = ids();
  const made = "EXISTS (SELECT 1 FROM lead_events WHERE id = :event)";
  const [written] = await database.write([
    {
      sql: `INSERT INTO lead_events (id, lead_id, kind, staff_id, at)
            SELECT :event, lead_id, 'call-answered', :staff, :now FROM lead_standings
            WHERE lead_id = :lead AND call_asked_at = :asked
              AND (call_answered_at IS NULL OR call_answered_at < call_asked_at)
              AND NOT EXISTS (SELECT 1 FROM lead_events WHERE lead_id = :lead AND kind = 'call-asked' AND at > :asked)`,
      args: { event, staff: staff.id, now, lead, asked },
    },
    {
      sql: `UPDATE lead_standings SET call_answered_at = :now, rank = coalesce(score, -1)
            WHERE lead_id = :lead AND ${made}`,
      args: { now, lead, event },
    },
    ...webhookStatements({ event: "lead.updated", lead: { id: lead }, now, condition: { sql: made, args: { event } } }),
  ]);
  if (written?.rowsAffected === 1) {
    domain.wakeDelivery();
    return { status: "changed" };
  }
  const [standing] = await database.query
    .select({ askedAt: leadStandings.callAskedAt, answeredAt: leadStandings.callAnsweredAt })
    .from(leadStandings)
    .where(eq(leadStandings.leadId, lead));
  if (standing?.askedAt == null) return { status: "unknown" };
  const { staffId, by, at } = await lastChange(domain, lead, "call-answered");
  const answered = standing.answeredAt !== null && standing.answeredAt >= standing.askedAt;
  if (!answered) return { status: "conflict", now: null, by: null, at: standing.askedAt };
  return staffId === staff.id ? { status: "same" } : { status: "conflict", now: standing.answeredAt, by, at };
}
