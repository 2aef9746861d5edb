import { score } from "#src/scoring/score.ts";
import type { Domain } from "./domain.ts";
import { findAssessment } from "./find.ts";

/**
 * Scores a completed assessment again with sizing numbers and keeps that as a new revision; the first stays as scored
 * (method, section 8). The same numbers again make no further revision. Returns the revision that has these numbers, or
 * null for an unknown reference. Uses the answers and the time that were scored, never later ones.
 */
export async function addSizing(
  domain: Domain,
  reference: string,
  sizing: Readonly<Record<string, number>>,
  currency: string,
): Promise<number | null> {
  const assessment = await findAssessment(domain, reference);
  if (!assessment) return null;
  const numbers = Object.fromEntries(Object.entries(sizing).sort(([a], [b]) => (a < b ? -1 : 1)));
  const result = score(domain.bank, assessment.instrument, {
    answers: assessment.scored,
    context: assessment.context,
    sizing: numbers,
    elapsedSeconds: assessment.elapsedSeconds ?? undefined,
    carriedOver: assessment.carried.length,
  });
  const [inserted] = await domain.database.write([
    {
      sql: `INSERT INTO results (assessment_id, revision, sizing, currency, result, scored_at)
            SELECT :id, newest.revision + 1, :sizing, :currency, :result, :now
            FROM results AS newest
            WHERE newest.assessment_id = :id
              AND newest.revision = (SELECT max(revision) FROM results WHERE assessment_id = :id)
              AND NOT (newest.sizing = :sizing AND (newest.currency = :currency OR newest.sizing = '{}'))
            RETURNING revision`,
      args: {
        id: assessment.id,
        sizing: JSON.stringify(numbers),
        currency,
        result: JSON.stringify(result),
        now: domain.clock(),
      },
    },
  ]);
  const revision = inserted?.rows[0]?.revision;
  if (revision !== undefined) return Number(revision);
  return (await findAssessment(domain, reference))?.revision ?? null;
}
