import type { Domain } from "#src/assessments/domain.ts";

/**
 * Makes the one invite link of a completed Diagnostic. An open one stays as it is; after a closed one there is a new
 * link, and the old one stays dead. Nothing happens for a Snapshot, an unfinished attempt or an unknown reference.
 */
export async function openInvite(domain: Pick<Domain, "database" | "clock" | "ids">, reference: string): Promise<void> {
  await domain.database.write([
    {
      sql: `INSERT INTO seat_invites (assessment_id, reference, created_at)
            SELECT id, :invite, :now FROM assessments
            WHERE reference = :reference AND instrument = 'diagnostic' AND completed_at IS NOT NULL
            ON CONFLICT (assessment_id) DO UPDATE SET
              reference = excluded.reference, created_at = excluded.created_at, closed_at = NULL
            WHERE closed_at IS NOT NULL`,
      args: { invite: domain.ids(), now: domain.clock(), reference },
    },
  ]);
}
