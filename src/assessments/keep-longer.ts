import { and, eq, isNotNull, sql } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import type { Domain } from "./domain.ts";

/** Keeps an anonymous result longer than the usual time, counted from now; never shortens it. */
export async function keepLonger({ database, clock, limits }: Domain, reference: string): Promise<void> {
  const until = clock() + limits.keepLonger;
  await database.query
    .update(assessments)
    .set({ keptUntil: sql`max(${assessments.keptUntil}, ${until})` })
    .where(and(eq(assessments.reference, reference), isNotNull(assessments.completedAt)));
}
