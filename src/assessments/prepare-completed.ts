import { desc, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments, results } from "#db/schema/assessments.ts";
import { type Delivery, SubjectErased } from "#src/outbox/delivery.ts";

/** Reads the newest result of a completed assessment, and how its visitor arrived. @throws SubjectErased */
export async function prepareCompleted(
  { database }: { database: Database },
  { assessmentId }: Pick<Delivery, "assessmentId">,
) {
  const [row] = await database.query
    .select({ completedAt: assessments.completedAt, attribution: assessments.attribution, result: results.result })
    .from(assessments)
    .innerJoin(results, eq(results.assessmentId, assessments.id))
    .where(eq(assessments.id, assessmentId ?? -1))
    .orderBy(desc(results.revision))
    .limit(1);
  if (row?.completedAt == null) throw new SubjectErased();
  return { ...row, completedAt: row.completedAt };
}
