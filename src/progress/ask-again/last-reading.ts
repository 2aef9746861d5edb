import { and, desc, eq, inArray, isNotNull, lt, or } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";
import type { Wish } from "./find-wish.ts";

/**
 * The latest reading that a mail which asks again speaks of: by the instrument of the wish, the result that the wish was
 * told at or a later one of the same mailbox that its owner has proved. Null once all of them are erased.
 *
 * @param before only readings completed before this moment
 */
export async function lastReading(
  query: Query,
  { leadId, assessmentId, instrument }: Pick<Wish, "leadId" | "assessmentId" | "instrument">,
  before = Number.MAX_SAFE_INTEGER,
): Promise<{ reference: string; readAt: number } | null> {
  const proved = query
    .select({ id: attachments.assessmentId })
    .from(attachments)
    .where(and(eq(attachments.leadId, leadId), isNotNull(attachments.claimedAt)));
  const [row] = await query
    .select({ reference: assessments.reference, readAt: assessments.completedAt })
    .from(assessments)
    .where(
      and(
        ...[eq(assessments.instrument, instrument), lt(assessments.completedAt, before)],
        or(eq(assessments.id, assessmentId), inArray(assessments.id, proved)),
      ),
    )
    .orderBy(desc(assessments.completedAt))
    .limit(1);
  return row && row.readAt !== null ? { reference: row.reference, readAt: row.readAt } : null;
}
