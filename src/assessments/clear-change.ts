import { and, desc, eq, inArray, isNotNull, lt, ne, or } from "drizzle-orm";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import type { ClearChange } from "#src/names/leads.ts";
import { compare } from "#src/scoring/compare.ts";
import { judge } from "#src/scoring/judge.ts";
import type { Result } from "#src/scoring/result.ts";
import type { Domain } from "./domain.ts";
import { type Attempt, findAssessment } from "./find.ts";

/**
 * Whether the overall score of a retake is a clear change against the reading before by the same instrument that its
 * mailbox has proved as its own, by the thresholds of the method (section 9; 2.0.0, section 9): clear by size and not early
 * by date. Null for no clear change.
 */
export async function clearChange(
  domain: Pick<Domain, "database" | "banks">,
  { attempt, result, leadId, now }: { attempt: Attempt; result: Result; leadId: string; now: number },
): Promise<ClearChange | null> {
  const { query } = domain.database;
  const { id, instrument, scored: answers } = attempt;
  const claimed = query
    .select({ id: attachments.assessmentId })
    .from(attachments)
    .where(and(eq(attachments.leadId, leadId), isNotNull(attachments.claimedAt)));
  const confirmed = (table: typeof commitments | typeof retakeReminders) =>
    query
      .select({ id: table.assessmentId })
      .from(table)
      .where(and(eq(table.leadId, leadId), isNotNull(table.confirmedAt)));
  const proved = [claimed, confirmed(commitments), confirmed(retakeReminders)];
  const [last] = await query
    .select({ reference: assessments.reference })
    .from(assessments)
    .where(
      and(
        ...[eq(assessments.instrument, instrument), lt(assessments.completedAt, now), ne(assessments.id, id)],
        or(...proved.map((those) => inArray(assessments.id, those))),
      ),
    )
    .orderBy(desc(assessments.completedAt))
    .limit(1);
  const before = last && (await findAssessment(domain, last.reference));
  if (!before) return null;
  const found = compare(
    domain.banks,
    { ...before, answers: before.scored },
    { instrument, completedAt: now, answers, result },
  );
  if (!found.overall || judge(found.overall, found) !== "clear") return null;
  return found.overall.difference > 0 ? "up" : "down";
}
