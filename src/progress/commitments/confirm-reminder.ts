import type { Domain } from "#src/assessments/domain.ts";
import { CONFIRM_WITHIN_DAYS, enqueueReminder } from "#src/outbox/enqueue-reminder.ts";
import { DAY } from "#src/time.ts";
import type { Site } from "#src/words/site.ts";
import { type Commitment, findCommitment } from "./find-commitment.ts";

type Confirming = Pick<Domain, "database" | "clock" | "ids"> & {
  site: Pick<Site, "consent">;
  wakeDelivery: () => void;
};

/**
 * The mailbox says yes to the reminder of a commitment: one conditional update, its consent, and the reminder itself,
 * which waits in the outbox for its day. Saying yes again, even at the same moment, changes nothing; neither does it
 * once the reminder was stopped, or more than seven days after the mailbox was asked.
 */
export async function confirmReminder(domain: Confirming, id: string): Promise<void> {
  const { database, clock, ids, site } = domain;
  const now = clock();
  const [confirmed] = await database.write([
    {
      sql: `UPDATE commitments SET confirmed_at = :now
            WHERE id = :id AND lead_id IS NOT NULL AND confirmed_at IS NULL AND stopped_at IS NULL
              AND EXISTS (SELECT 1 FROM deliveries WHERE commitment_id = commitments.id AND kind = 'confirm-reminder'
                AND created_at > :since)`,
      args: { id, now, since: now - CONFIRM_WITHIN_DAYS * DAY },
    },
    {
      sql: `INSERT INTO consents (id, lead_id, purpose, text_version, given_at)
            SELECT :consent, lead_id, 'reminder', :version, :now FROM commitments
            WHERE id = :id AND confirmed_at = :now AND stopped_at IS NULL
            ON CONFLICT DO NOTHING`,
      args: { consent: ids(), version: site.consent.reminder.version, now, id },
    },
    enqueueReminder({ id: ids(), commitmentId: id, now }),
  ]);
  if (confirmed?.rowsAffected === 1) domain.wakeDelivery();
}

/** What a link to confirm finds: `open` to be confirmed, `confirmed`, `stopped`, `stale`, or nothing any more. */
export async function readConfirmation(
  domain: Pick<Domain, "database" | "clock">,
  id: string,
): Promise<{ state: "open" | "confirmed" | "stopped" | "stale"; commitment: Commitment } | null> {
  const commitment = await findCommitment(domain, id);
  if (!commitment) return null;
  if (commitment.stoppedAt !== null) return { state: "stopped", commitment };
  if (commitment.confirmedAt !== null) return { state: "confirmed", commitment };
  const fresh = (commitment.askedAt ?? 0) > domain.clock() - CONFIRM_WITHIN_DAYS * DAY;
  return { state: fresh ? "open" : "stale", commitment };
}
