import type { Domain } from "./domain.ts";

/** Keeps an anonymous result longer than the usual time, counted from now; never shortens it. */
export async function keepLonger({ database, clock, limits }: Domain, reference: string): Promise<void> {
  await database.write([
    {
      sql: `UPDATE assessments SET kept_until = max(kept_until, :until)
            WHERE reference = :reference AND completed_at IS NOT NULL`,
      args: { reference, until: clock() + limits.keepLonger },
    },
  ]);
}
