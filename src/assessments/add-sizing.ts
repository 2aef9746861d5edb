import { isDeepStrictEqual } from "node:util";
import { desc, eq } from "drizzle-orm";
import { results } from "#db/schema/assessments.ts";
import { score } from "#src/scoring/score.ts";
import type { Domain } from "./domain.ts";
import { findAssessment } from "./find.ts";

/** How often one result takes other numbers: every change is kept. */
export const MOST_SIZINGS = 20;

/**
 * Scores a completed assessment again with sizing numbers and keeps that as a new revision; the first stays as scored
 * (method, section 8). The same numbers again make no further revision. Returns the revision that has these numbers, null
 * for an unknown reference, or "full" where the result takes no more of them. Uses the answers and the time that were scored, never later ones.
 */
export async function addSizing(
  domain: Domain,
  reference: string,
  sizing: Readonly<Record<string, number>>,
  currency: string,
): Promise<number | null | "full"> {
  const assessment = await findAssessment(domain, reference);
  if (!assessment) return null;
  const numbers = Object.fromEntries(Object.entries(sizing).sort(([a], [b]) => (a < b ? -1 : 1)));
  const result = score(domain.banks.exact(assessment.bankVersion), assessment.instrument, {
    answers: assessment.scored,
    context: assessment.context,
    sizing: numbers,
    elapsedSeconds: assessment.elapsedSeconds ?? undefined,
    carriedOver: assessment.carried.length,
  });
  return domain.database.transaction(async (tx) => {
    const [newest] = await tx
      .select({ revision: results.revision, sizing: results.sizing, currency: results.currency })
      .from(results)
      .where(eq(results.assessmentId, assessment.id))
      .orderBy(desc(results.revision))
      .limit(1);
    if (!newest) return null;
    const isSame = isDeepStrictEqual(newest.sizing, numbers);
    if (isSame && (newest.currency === currency || Object.keys(numbers).length === 0)) return newest.revision;
    // The first revision has no numbers.
    if (newest.revision > MOST_SIZINGS) return "full";
    const revision = newest.revision + 1;
    const row = { assessmentId: assessment.id, revision, sizing: numbers, currency, result, scoredAt: domain.clock() };
    await tx.insert(results).values(row);
    return revision;
  });
}
