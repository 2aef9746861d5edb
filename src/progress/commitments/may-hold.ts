import { type SQL, sql } from "drizzle-orm";
import { attachments } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";

/**
 * True for a row of `commitments` that this mailbox's owner may see and change: the mailbox is its own, and was proved by
 * the confirmation or by keeping the result; or it has no mailbox and was made at a result that the owner kept.
 */
export function mayHold(leadId: string): SQL {
  return sql`(${commitments.leadId} IS NULL OR ${commitments.leadId} = ${leadId})
    AND ((${commitments.leadId} = ${leadId} AND ${commitments.confirmedAt} IS NOT NULL)
      OR EXISTS (SELECT 1 FROM ${attachments} WHERE ${attachments.leadId} = ${leadId}
        AND ${attachments.assessmentId} = ${commitments.assessmentId} AND ${attachments.claimedAt} IS NOT NULL))`;
}
