import type { BoundStatement } from "#db/client/statements.ts";
import type { Condition } from "./condition.ts";

/** A commitment's reminder is confirmed within this many days, or its link is stale. */
export const CONFIRM_WITHIN_DAYS = 7;

/** Reminders go out at nine in the morning (UTC) of their day. */
const SENT_AT = 9 * 60 * 60 * 1000;

/**
 * The statement that asks a mailbox to confirm a reminder, due at once; put it behind the commitment in the same
 * `database.write`. It inserts nothing when there is no such commitment with a mailbox, or the condition does not hold.
 */
export function enqueueConfirmation(request: {
  id: string;
  commitmentId: string;
  clientHash: string | null;
  now: number;
  condition: Condition;
}): BoundStatement {
  const { condition } = request;
  return {
    sql: `INSERT INTO deliveries (id, channel, kind, lead_id, assessment_id, commitment_id, state, due_at, client_hash,
            created_at)
          SELECT :delivery_id, 'mail', 'confirm-reminder', lead_id, assessment_id, commitments.id, 'pending', :delivery_now,
            :delivery_client, :delivery_now
          FROM commitments
          WHERE commitments.id = :delivery_commitment AND lead_id IS NOT NULL AND confirmed_at IS NULL
            AND stopped_at IS NULL AND (${condition.sql})`,
    args: {
      ...condition.args,
      delivery_id: request.id,
      delivery_commitment: request.commitmentId,
      delivery_client: request.clientHash,
      delivery_now: request.now,
    },
  };
}

/**
 * The statement that puts a reminder into the outbox, due on the morning of its day, or now where that has passed; put it
 * behind the confirmation in the same `database.write`. It inserts nothing when that was not made at this very moment.
 * One commitment has one reminder, however often this runs.
 */
export function enqueueReminder(request: { id: string; commitmentId: string; now: number }): BoundStatement {
  return {
    sql: `INSERT INTO deliveries (id, channel, kind, lead_id, assessment_id, commitment_id, state, due_at, created_at)
          SELECT :id, 'mail', 'reminder', lead_id, assessment_id, commitments.id, 'pending', max(due_at + :hour, :now), :now
          FROM commitments
          WHERE commitments.id = :commitment AND confirmed_at = :now AND stopped_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM deliveries AS same
              WHERE same.commitment_id = commitments.id AND same.kind = 'reminder')`,
    args: { id: request.id, commitment: request.commitmentId, hour: SENT_AT, now: request.now },
  };
}
