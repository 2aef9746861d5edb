import type { BoundStatement } from "#db/client/statements.ts";
import { webhookStatements } from "#src/outbox/enqueue-webhooks.ts";

/**
 * The statements that attach a retake completed at `now` to its mailbox, as the owner's own, and record that it was taken
 * again; once, however many processes complete it. Put them behind the completion, in the same `database.write`.
 */
export function retakeStatements(
  { assessmentId, leadId }: { assessmentId: number; leadId: string },
  now: number,
): BoundStatement[] {
  const args = { sitting: assessmentId, lead: leadId, now };
  const first = {
    sql: `EXISTS (SELECT 1 FROM assessments WHERE id = :sitting AND completed_at = :now)
      AND NOT EXISTS (SELECT 1 FROM lead_events
        WHERE lead_id = :lead AND assessment_id = :sitting AND kind = 'retook')`,
    args,
  };
  return [
    ...webhookStatements({ event: "lead.updated", lead: { id: leadId }, assessmentId, now, condition: first }),
    {
      sql: `INSERT INTO attachments (lead_id, assessment_id, attached_at, claimed_at)
            SELECT leads.id, :sitting, :now, :now FROM leads WHERE leads.id = :lead AND ${first.sql}
            ON CONFLICT (lead_id, assessment_id) DO UPDATE SET claimed_at = coalesce(claimed_at, excluded.claimed_at)`,
      args,
    },
    {
      sql: `INSERT INTO lead_events (id, lead_id, assessment_id, kind, at)
            SELECT lower(hex(randomblob(16))), leads.id, :sitting, 'retook', :now
            FROM leads WHERE leads.id = :lead AND ${first.sql}`,
      args,
    },
  ];
}
