import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";
import { retakes } from "#db/schema/progress.ts";
import { attachedBefore } from "#src/leads/attached-before.ts";

/** A sitting under a mailbox, with what ties it to the mailbox. */
export type OwnAssessment = typeof assessments.$inferSelect & {
  attachedAt: number | null;
  claimedAt: number | null;
  retake: boolean;
  /** Another address was attached to it before this one: erasing this mailbox leaves it. */
  shared: boolean;
};

/**
 * What belongs to a mailbox, oldest first: `own` is what its owner has claimed or began while signed in, `unclaimed` what
 * came with the address and may be somebody else's.
 */
export async function readOwnAssessments(
  { database }: { database: Database },
  lead: string,
): Promise<{ own: OwnAssessment[]; unclaimed: OwnAssessment[] }> {
  const rows = await database.query
    .select({
      sitting: assessments,
      attachedAt: attachments.attachedAt,
      claimedAt: attachments.claimedAt,
      shared: sql<number>`${attachedBefore(lead)}`,
      retakeOf: retakes.leadId,
    })
    .from(assessments)
    .leftJoin(attachments, and(eq(attachments.assessmentId, assessments.id), eq(attachments.leadId, lead)))
    .leftJoin(retakes, and(eq(retakes.assessmentId, assessments.id), eq(retakes.leadId, lead)))
    .where(
      sql`${assessments.id} IN (SELECT assessment_id FROM attachments WHERE lead_id = ${lead}
        UNION SELECT assessment_id FROM retakes WHERE lead_id = ${lead})`,
    )
    .orderBy(asc(assessments.startedAt), asc(assessments.id));
  const all = rows.map(({ sitting, attachedAt, claimedAt, shared, retakeOf }) => ({
    ...sitting,
    attachedAt,
    claimedAt,
    shared: shared === 1,
    retake: retakeOf !== null,
  }));
  const isOwn = ({ claimedAt, retake }: OwnAssessment) => claimedAt !== null || retake;
  return { own: all.filter(isOwn), unclaimed: all.filter((one) => !isOwn(one)) };
}
