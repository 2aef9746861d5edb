import type { Domain } from "#src/assessments/domain.ts";

type Keeping = Pick<Domain, "database" | "clock">;

/**
 * Records that results which came in without proof are the mailbox owner's. Of the references only those count that hang
 * on that mailbox; one that was kept before stays as it was. Returns false where none does.
 */
export async function keepClaims(
  { database, clock }: Keeping,
  { leadId, references }: { leadId: string; references: readonly string[] },
): Promise<boolean> {
  const [kept] = await database.write([
    {
      sql: `UPDATE attachments SET claimed_at = coalesce(claimed_at, :now)
            WHERE lead_id = :lead AND assessment_id IN
              (SELECT id FROM assessments
               WHERE completed_at IS NOT NULL AND reference IN (SELECT value FROM json_each(:references)))`,
      args: { now: clock(), lead: leadId, references: JSON.stringify(references) },
    },
  ]);
  return (kept?.rowsAffected ?? 0) > 0;
}
