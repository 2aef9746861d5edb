import { and, eq, inArray, isNull } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { seatInvites } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";

/** Closes the invite link of a result: nobody takes a seat by it any more. Seats that are taken stay. */
export async function closeInvite({ database, clock }: Pick<Domain, "database" | "clock">, reference: string) {
  const { query } = database;
  const result = query.select({ id: assessments.id }).from(assessments).where(eq(assessments.reference, reference));
  await query
    .update(seatInvites)
    .set({ closedAt: clock() })
    .where(and(isNull(seatInvites.closedAt), inArray(seatInvites.assessmentId, result)));
}
