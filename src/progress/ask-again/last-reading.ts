import { and, desc, eq, isNotNull, lt, or } from "drizzle-orm";
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
  const [row] = await query
    .select({ reference: assessments.reference, readAt: assessments.completedAt })
    .from(assessments)
    .leftJoin(attachments, and(eq(attachments.assessmentId, assessments.id), eq(attachments.leadId, leadId)))
    .where(
      and(
        ...[eq(assessments.instrument, instrument), lt(assessments.completedAt, before)],
        or(eq(assessments.id, assessmentId), isNotNull(attachments.claimedAt)),
      ),
    )
    .orderBy(desc(assessments.completedAt))
    .limit(1);
  return row && row.readAt !== null ? { reference: row.reference, readAt: row.readAt } : null;
}
