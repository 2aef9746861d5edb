import type { Domain } from "#src/assessments/domain.ts";

/** Closes the invite link of a result: nobody takes a seat by it any more. Seats that are taken stay. */
export async function closeInvite({ database, clock }: Pick<Domain, "database" | "clock">, reference: string) {
  await database.write([
    {
      sql: `UPDATE seat_invites SET closed_at = :now
            WHERE closed_at IS NULL AND assessment_id = (SELECT id FROM assessments WHERE reference = :reference)`,
      args: { now: clock(), reference },
    },
  ]);
}
