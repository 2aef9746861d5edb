import { and, eq, inArray } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { seats } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";

/**
 * Takes a colleague's seat away, so that somebody else may have it: what it answered of the eight questions goes, a
 * Diagnostic of its own stays with whoever took it. The founder's own seat has no row and cannot be freed.
 */
export async function freeSeat(
  { database }: Pick<Domain, "database">,
  { result, number }: { result: string; number: number },
): Promise<void> {
  const { query } = database;
  const founders = query.select({ id: assessments.id }).from(assessments).where(eq(assessments.reference, result));
  await query.delete(seats).where(and(eq(seats.number, number), inArray(seats.besideId, founders)));
}
