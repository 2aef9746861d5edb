import type { Domain } from "#src/assessments/domain.ts";
import type { CommitmentOutcome } from "#src/names/progress.ts";
import { mayHold } from "./may-hold.ts";

/**
 * Keeps what the owner of a mailbox calls a commitment, once the mailbox has taken the same instrument again after making
 * it. It may be changed. False when nothing was kept.
 */
export async function sayOutcome(
  { database, clock }: Pick<Domain, "database" | "clock">,
  { id, leadId, outcome }: { id: string; leadId: string; outcome: CommitmentOutcome },
): Promise<boolean> {
  const hold = mayHold(leadId);
  const [said] = await database.write([
    {
      sql: `UPDATE commitments SET outcome = :outcome, said_at = :now
            WHERE id = :id AND ${hold.sql}
              AND EXISTS (SELECT 1 FROM assessments AS base
                JOIN assessments AS later ON later.instrument = base.instrument
                JOIN attachments AS own ON own.assessment_id = later.id
                WHERE base.id = commitments.assessment_id AND later.completed_at > commitments.made_at
                  AND own.lead_id = :holder AND own.claimed_at IS NOT NULL)`,
      args: { ...hold.args, id, outcome, now: clock() },
    },
  ]);
  return said?.rowsAffected === 1;
}
