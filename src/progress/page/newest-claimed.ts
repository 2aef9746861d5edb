import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";

/** The reference of a mailbox's newest assessment that its owner kept as theirs, or null. With `reference` only that one. */
export async function newestClaimed(
  { database }: { database: Database },
  leadId: string,
  reference?: string,
): Promise<string | null> {
  const [found] = await database.query
    .select({ reference: assessments.reference })
    .from(attachments)
    .innerJoin(assessments, eq(assessments.id, attachments.assessmentId))
    .where(
      and(
        eq(attachments.leadId, leadId),
        isNotNull(attachments.claimedAt),
        isNotNull(assessments.completedAt),
        reference === undefined ? undefined : eq(assessments.reference, reference),
      ),
    )
    .orderBy(desc(assessments.completedAt))
    .limit(1);
  return found?.reference ?? null;
}
