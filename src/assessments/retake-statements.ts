import { sql } from "drizzle-orm";
import type { Statement } from "#db/client/statements.ts";
import type { Query } from "#db/client/transaction.ts";
import type { ClearChange } from "#src/names/leads.ts";
import { enqueueStatement } from "#src/outbox/enqueue.ts";

/**
 * The statements that attach a retake completed at `now` to its mailbox, as the owner's own, and record that it was taken
 * again and whether that was a clear change; once, however many processes complete it. Put them behind the completion, in the same `database.write`.
 */
export function retakeStatements(
  query: Query,
  { assessmentId, leadId, moved }: { assessmentId: number; leadId: string; moved: ClearChange | null },
  now: number,
): Statement[] {
  const about = { leadId, assessmentId };
  const first = sql`EXISTS (SELECT 1 FROM leads WHERE id = ${leadId})
    AND EXISTS (SELECT 1 FROM assessments WHERE id = ${assessmentId} AND completed_at = ${now})
    AND NOT EXISTS (SELECT 1 FROM lead_events
      WHERE lead_id = ${leadId} AND assessment_id = ${assessmentId} AND kind = 'retook')`;
  return [
    enqueueStatement(query, { kind: "lead.updated", about, to: "subscribers", now }, first),
    query.run(sql`
      INSERT INTO attachments (lead_id, assessment_id, attached_at, claimed_at)
      SELECT ${leadId}, ${assessmentId}, ${now}, ${now} WHERE ${first}
      ON CONFLICT (lead_id, assessment_id) DO UPDATE SET claimed_at = coalesce(claimed_at, excluded.claimed_at)`),
    query.run(sql`
      INSERT INTO lead_events (id, lead_id, assessment_id, kind, to_value, at)
      SELECT lower(hex(randomblob(16))), ${leadId}, ${assessmentId}, 'retook', ${moved}, ${now} WHERE ${first}`),
  ];
}
