import { isDeepStrictEqual } from "node:util";
import { desc, eq } from "drizzle-orm";
import { results } from "#db/schema/assessments.ts";
import { closedAnswers } from "#db/schema/blind-spots.ts";
import type { Domain } from "./domain.ts";
import { type Assessment, findAssessment } from "./find.ts";
import { scoreAgain } from "./score-again.ts";

/** How often one result takes other numbers: every change is kept. */
export const MOST_SIZINGS = 20;

/** Answers may come in between the scoring and the writing; each time it is scored again. */
const ROUNDS = 5;

/**
 * Scores a completed assessment again with sizing numbers and keeps that as a new revision; the first stays as scored
 * (method, section 8). The same numbers again make no further revision. Returns the revision that has these numbers, null
 * for an unknown reference, or "full" where the result takes no more of them. Uses the answers that the newest revision counts
 * and the time of the sitting.
 */
export async function addSizing(
  domain: Domain,
  reference: string,
  sizing: Readonly<Record<string, number>>,
  currency: string,
): Promise<number | null | "full"> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const assessment = await findAssessment(domain, reference);
    if (!assessment) return null;
    const added = await addTo(domain, assessment, sizing, currency);
    if (added !== "changed") return added;
  }
  return "full";
}

/** "changed" where answers came in since the assessment was read. */
async function addTo(
  domain: Domain,
  assessment: Assessment,
  sizing: Readonly<Record<string, number>>,
  currency: string,
) {
  const result = scoreAgain(domain, assessment, { sizing });
  return domain.database.transaction(async (tx) => {
    const [newest] = await tx
      .select({ revision: results.revision, sizing: results.sizing, currency: results.currency })
      .from(results)
      .where(eq(results.assessmentId, assessment.id))
      .orderBy(desc(results.revision))
      .limit(1);
    if (!newest) return null;
    const isSame = isDeepStrictEqual(newest.sizing, sizing);
    if (isSame && (newest.currency === currency || Object.keys(sizing).length === 0)) return newest.revision;
    const closed = await tx
      .selectDistinct({ revision: closedAnswers.revision })
      .from(closedAnswers)
      .where(eq(closedAnswers.assessmentId, assessment.id));
    if (closed.some(({ revision }) => revision > assessment.revision)) return "changed";
    // The first revision has no numbers, and those that closed blind spots count apart.
    if (newest.revision - closed.length > MOST_SIZINGS) return "full";
    const revision = newest.revision + 1;
    const row = { assessmentId: assessment.id, revision, sizing, currency, result, scoredAt: domain.clock() };
    await tx.insert(results).values(row);
    return revision;
  });
}
