import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";

/**
 * Records that results which came in without proof are the mailbox owner's. Of the references only those count that hang
 * on that mailbox; one that was kept before stays as it was. Returns false where none does.
 */
export async function claimResults(
  { database, clock }: Pick<Domain, "database" | "clock">,
  { leadId, references }: { leadId: string; references: readonly string[] },
): Promise<boolean> {
  const { query } = database;
  // One argument, however many were sent.
  const named = sql`${assessments.reference} IN (SELECT value FROM json_each(${JSON.stringify(references)}))`;
  const ids = query
    .select({ id: assessments.id })
    .from(assessments)
    .where(and(isNotNull(assessments.completedAt), named));
  const { rowsAffected } = await query
    .update(attachments)
    .set({ claimedAt: sql`coalesce(${attachments.claimedAt}, ${clock()})` })
    .where(and(eq(attachments.leadId, leadId), inArray(attachments.assessmentId, ids)));
  return rowsAffected > 0;
}
