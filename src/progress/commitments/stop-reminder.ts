import type { Domain } from "#src/assessments/domain.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";

/**
 * Ends the reminder of a commitment: what waits in the outbox is cancelled and its body dropped. The consent to reminders
 * is withdrawn when the mailbox has no other confirmed reminder to come. All in one transaction; again changes nothing.
 * A reminder that is being sent at this moment is not recalled, but is not tried a second time. With `leadId` only that
 * mailbox's own commitment is stopped.
 */
export async function stopReminder(
  { database, clock, ids }: Pick<Domain, "database" | "clock" | "ids">,
  id: string,
  leadId: string | null = null,
): Promise<void> {
  const now = clock();
  const justStopped = "SELECT lead_id FROM commitments WHERE id = :id AND stopped_at = :now";
  await database.write([
    {
      sql: `UPDATE commitments SET stopped_at = :now
            WHERE id = :id AND stopped_at IS NULL AND lead_id IS NOT NULL AND (:lead IS NULL OR lead_id = :lead)`,
      args: { id, now, lead: leadId },
    },
    {
      sql: `UPDATE deliveries SET state = 'cancelled', reason = :reason, message = NULL
            WHERE commitment_id = :id AND kind IN ('reminder', 'confirm-reminder') AND state = 'pending'
              AND EXISTS (${justStopped})`,
      args: { id, now, reason: STOPPED },
    },
    {
      sql: `UPDATE consents SET withdrawn_at = :now
            WHERE lead_id = (${justStopped}) AND purpose = 'reminder' AND withdrawn_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM commitments AS other
                JOIN deliveries ON deliveries.commitment_id = other.id AND deliveries.kind = 'reminder'
                  AND deliveries.state IN ('pending', 'sending')
                WHERE other.lead_id = consents.lead_id AND other.stopped_at IS NULL)`,
      args: { id, now },
    },
    {
      sql: `INSERT INTO lead_events (id, lead_id, kind, detail, at)
            SELECT :event, lead_id, 'consent-withdrawn', 'reminder', :now FROM consents
            WHERE lead_id = (${justStopped}) AND purpose = 'reminder' AND withdrawn_at = :now
              AND NOT EXISTS (SELECT 1 FROM lead_events AS said WHERE said.lead_id = consents.lead_id
                AND said.kind = 'consent-withdrawn' AND said.detail = 'reminder' AND said.at = :now)
            LIMIT 1`,
      args: { id, now, event: ids() },
    },
  ]);
}
