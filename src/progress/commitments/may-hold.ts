import type { Condition } from "#src/outbox/condition.ts";

/**
 * True for a row of `commitments` that this mailbox's owner may see and change: the mailbox is its own, and was proved by
 * the confirmation or by keeping the result; or it has no mailbox and was made at a result that the owner kept.
 */
export function mayHold(leadId: string): Condition {
  return {
    sql: `(commitments.lead_id IS NULL OR commitments.lead_id = :holder)
      AND ((commitments.lead_id = :holder AND commitments.confirmed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM attachments AS kept WHERE kept.lead_id = :holder
          AND kept.assessment_id = commitments.assessment_id AND kept.claimed_at IS NOT NULL))`,
    args: { holder: leadId },
  };
}
