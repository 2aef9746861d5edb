import { and, eq, inArray, isNull } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { closings } from "#db/schema/blind-spots.ts";
import type { Domain } from "#src/assessments/domain.ts";

/** Ends a colleague's link of a result. What was answered in it and not sent is forgotten; what came in stays. */
export async function withdrawClosing(
  { database, clock }: Pick<Domain, "database" | "clock">,
  result: string,
  reference: string,
): Promise<void> {
  const { query } = database;
  const own = query.select({ id: assessments.id }).from(assessments).where(eq(assessments.reference, result));
  const open = and(isNull(closings.usedAt), isNull(closings.withdrawnAt), eq(closings.by, "colleague"));
  await query
    .update(closings)
    .set({ withdrawnAt: clock(), answers: {}, answeredAt: {} })
    .where(and(eq(closings.reference, reference), inArray(closings.assessmentId, own), open));
}
