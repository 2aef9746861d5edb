import type { BoundStatement } from "#db/client/statements.ts";
import { webhookStatements } from "#src/outbox/enqueue-webhooks.ts";
import { rankOf } from "./rank.ts";
import type { Standing } from "./standing.ts";

const COLUMNS: Record<keyof Standing, string> = {
  leadId: "lead_id",
  assessmentId: "assessment_id",
  instrument: "instrument",
  overall: "overall",
  verdict: "verdict",
  dominant: "dominant",
  clarity: "clarity",
  source: "source",
  outreach: "outreach",
  score: "score",
  need: "need",
  fit: "fit",
  intent: "intent",
  grade: "grade",
  signals: "signals",
  scoredAsOf: "scored_as_of",
  callAskedAt: "call_asked_at",
  lastSignalAt: "last_signal_at",
};
const NAMES = Object.values(COLUMNS);
const SET = NAMES.filter((name) => name !== "lead_id").map((name) => `${name} = excluded.${name}`);

/** Grade A, and nobody has been told. */
const TO_TELL = "lead_id = :lead AND grade = 'A' AND told_staff_at IS NULL";

/**
 * The statements that keep one standing, tell webhooks where outreach has changed, and tell staff of a first grade A: one message to each recipient and whatever
 * Slack is told, exactly once, however many processes do this. A standing that knows less never covers one that knows
 * more, and one whose assessment was taken off meanwhile is not kept.
 */
export function standStatements(
  standing: Standing,
  { recipients, now }: { recipients: readonly string[]; now: number },
): BoundStatement[] {
  const { leadId, assessmentId, signals } = standing;
  const values = Object.entries(COLUMNS).map(([key, name]) => [name, standing[key as keyof Standing]] as const);
  const args = { ...Object.fromEntries(values), signals: JSON.stringify(signals) };
  const lead = { lead: leadId };
  return [
    // Before the standing is kept: whoever was told of this lead must hear that it may no longer, or now may, be contacted.
    ...webhookStatements({
      event: "lead.updated",
      lead: { id: leadId },
      assessmentId,
      now,
      condition: {
        sql: "EXISTS (SELECT 1 FROM lead_standings WHERE lead_id = :lead AND outreach <> :outreach)",
        args: { ...lead, outreach: standing.outreach },
      },
    }),
    {
      sql: `INSERT INTO lead_standings (${NAMES.join(", ")}, rank)
            SELECT ${NAMES.map((name) => `:${name}`).join(", ")},
              ${rankOf(":score", ":call_asked_at", "NULL")}
            FROM attachments WHERE lead_id = :lead_id AND assessment_id = :assessment_id
            ON CONFLICT (lead_id) DO UPDATE SET ${SET.join(", ")},
              rank = ${rankOf("excluded.score", "excluded.call_asked_at", "lead_standings.call_answered_at")}
            WHERE excluded.scored_as_of >= lead_standings.scored_as_of`,
      args: args as Record<string, string | number | null>,
    },
    ...webhookStatements({
      event: "strong-lead",
      lead: { id: leadId },
      assessmentId,
      now,
      condition: { sql: `EXISTS (SELECT 1 FROM lead_standings WHERE ${TO_TELL})`, args: lead },
    }),
    {
      sql: `INSERT INTO deliveries (id, channel, kind, lead_id, assessment_id, recipient, state, due_at, created_at)
            SELECT lower(hex(randomblob(16))), 'mail', 'strong-lead', lead_id, assessment_id, recipients.value, 'pending',
              :now, :now
            FROM lead_standings, json_each(:recipients) AS recipients WHERE ${TO_TELL}`,
      args: { ...lead, recipients: JSON.stringify(recipients), now },
    },
    { sql: `UPDATE lead_standings SET told_staff_at = :now WHERE ${TO_TELL}`, args: { ...lead, now } },
  ];
}

/** The statement that drops the standing of a lead to whom no assessment is attached any more. */
export function fallStatement(lead: string): BoundStatement {
  return {
    sql: `DELETE FROM lead_standings WHERE lead_id = :lead
          AND NOT EXISTS (SELECT 1 FROM attachments WHERE lead_id = :lead)`,
    args: { lead },
  };
}
