import { score } from "../scoring/score.ts";
import type { Domain } from "./domain.ts";
import { findAssessment } from "./find.ts";

/** Two people may send numbers for one result at the same moment; each then makes a revision of its own. */
const ROUNDS = 5;

/**
 * Scores a completed assessment again with sizing numbers and keeps that as a new revision; the first stays as scored
 * (method, section 8). The same numbers twice make one revision. Returns the newest revision, or null for an unknown
 * reference. Uses the answers that were scored, never later ones.
 */
export async function addSizing(
  domain: Domain,
  reference: string,
  sizing: Readonly<Record<string, number>>,
  currency: string,
): Promise<number | null> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const assessment = await findAssessment(domain, reference);
    if (!assessment) return null;
    if (sameNumbers(assessment.sizing, sizing) && assessment.currency === currency) return assessment.revision;
    const result = score(domain.bank, assessment.instrument, {
      answers: assessment.scored,
      context: assessment.context,
      sizing,
      elapsedSeconds: Math.round(assessment.onPage / 1000),
      carriedOver: assessment.carried.length,
    });
    const revision = assessment.revision + 1;
    const [insert] = await domain.database.write([
      {
        sql: `INSERT INTO results (assessment_id, revision, sizing, currency, result, scored_at)
              VALUES (:id, :revision, :sizing, :currency, :result, :now) ON CONFLICT DO NOTHING`,
        args: {
          id: assessment.id,
          revision,
          sizing: JSON.stringify(sizing),
          currency,
          result: JSON.stringify(result),
          now: domain.clock(),
        },
      },
    ]);
    if (insert?.rowsAffected === 1) return revision;
  }
  return null;
}

function sameNumbers(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const ids = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...ids].every((id) => a[id] === b[id]);
}
