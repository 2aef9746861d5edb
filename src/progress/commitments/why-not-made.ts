import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { commitments } from "#db/schema/progress.ts";
import { countAtResult } from "./list-at-result.ts";
import { MOST_COMMITMENTS, type Terms } from "./terms.ts";

export interface Wanted {
  assessmentId: number;
  terms: Terms;
  /** Whose it would be; null for nobody's. */
  leadId: string | null;
}

/** The very same commitment, unless its reminder was stopped; null where there is none. */
export async function findSame(tx: Tx, { assessmentId, terms, leadId }: Wanted) {
  const [same] = await tx
    .select()
    .from(commitments)
    .where(
      and(
        eq(commitments.assessmentId, assessmentId),
        leadId === null ? isNull(commitments.leadId) : eq(commitments.leadId, leadId),
        eq(commitments.layer, terms.layer),
        eq(commitments.condition, terms.condition),
        eq(commitments.dueAt, terms.dueAt),
        isNull(commitments.stoppedAt),
      ),
    )
    .limit(1);
  return same ?? null;
}

/**
 * Why a commitment is not kept: the very same one is there `already`, or the assessment is `full`. One that is not
 * completed, or gone, keeps none either, and whoever asks is told no more. Null where it may be kept.
 */
export async function whyNotMade(tx: Tx, wanted: Wanted): Promise<"already" | "full" | null> {
  const { assessmentId } = wanted;
  if ((await findSame(tx, wanted)) !== null) return "already";
  if ((await countAtResult({ query: tx }, assessmentId)) >= MOST_COMMITMENTS) return "full";
  const completed = and(eq(assessments.id, assessmentId), isNotNull(assessments.completedAt));
  return (await tx.$count(assessments, completed)) > 0 ? null : "already";
}
