import { and, desc, eq, gt, inArray, isNotNull, isNull } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";
import { retakes } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import type { Commitment } from "#src/progress/commitments/find-commitment.ts";

type Reader = Pick<Domain, "database" | "banks">;

/**
 * The newest assessment of a mailbox by the commitment's instrument since it was made; null where there is none.
 *
 * @param openedWith only a retake that opened with this commitment: the link of a reminder may be passed on, and shows no other
 */
export async function findLater(
  reader: Reader,
  { instrument, madeAt }: Pick<Commitment, "instrument" | "madeAt">,
  leadId: string,
  openedWith?: string,
): Promise<Assessment | null> {
  const [later] = await reader.database.query
    .select({ reference: assessments.reference })
    .from(attachments)
    .innerJoin(assessments, eq(assessments.id, attachments.assessmentId))
    .where(
      and(
        eq(attachments.leadId, leadId),
        isNotNull(attachments.claimedAt),
        eq(assessments.instrument, instrument),
        gt(assessments.completedAt, madeAt),
        openedWith === undefined ? undefined : inArray(assessments.id, openedBy(reader, openedWith)),
      ),
    )
    .orderBy(desc(assessments.completedAt))
    .limit(1);
  return later ? findAssessment(reader, later.reference) : null;
}

const openedBy = ({ database }: Pick<Reader, "database">, commitmentId: string) =>
  database.query.select({ id: retakes.assessmentId }).from(retakes).where(eq(retakes.commitmentId, commitmentId));

/**
 * The reference of an attempt of this mailbox that opened with one of its commitments, or was begun by the link of a
 * reminder, and is not completed yet; null where there is none. A commitment made without a mailbox may have opened
 * somebody else's retake before it became this one's.
 */
export async function findUnfinishedRetake(
  { database }: Pick<Reader, "database">,
  { leadId, id, by = "commitment" }: { leadId: string | null; id: string; by?: "commitment" | "reminder" },
): Promise<string | null> {
  if (leadId === null) return null;
  const opened = by === "commitment" ? retakes.commitmentId : retakes.reminderId;
  const [found] = await database.query
    .select({ reference: assessments.reference })
    .from(retakes)
    .innerJoin(assessments, eq(assessments.id, retakes.assessmentId))
    .where(and(eq(opened, id), eq(retakes.leadId, leadId), isNull(assessments.completedAt)))
    .orderBy(desc(assessments.startedAt))
    .limit(1);
  return found?.reference ?? null;
}
