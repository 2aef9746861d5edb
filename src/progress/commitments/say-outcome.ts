import { and, eq, sql } from "drizzle-orm";
import { commitments } from "#db/schema/progress.ts";
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
  const since = sql`EXISTS (SELECT 1 FROM assessments AS base
    JOIN assessments AS later ON later.instrument = base.instrument
    JOIN attachments AS own ON own.assessment_id = later.id
    WHERE base.id = ${commitments.assessmentId} AND later.completed_at > ${commitments.madeAt}
      AND own.lead_id = ${leadId} AND own.claimed_at IS NOT NULL)`;
  const { rowsAffected } = await database.query
    .update(commitments)
    .set({ outcome, saidAt: clock() })
    .where(and(eq(commitments.id, id), mayHold(leadId), since));
  return rowsAffected === 1;
}
