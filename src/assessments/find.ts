import { and, desc, eq } from "drizzle-orm";
import { answers, assessments, results } from "#db/schema/assessments.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import type { Result } from "#src/scoring/result.ts";
import { withLaterReadings } from "#src/scoring/stored.ts";
import { type ClosedAnswer, closedAnswersOf } from "./closed-answers.ts";
import type { Domain } from "./domain.ts";

/** A sitting with its answers so far. `onPage` is milliseconds on question pages, over all questions. */
export interface Attempt {
  id: number;
  reference: string;
  instrument: InstrumentId;
  bankVersion: string;
  startedAt: number;
  completedAt: number | null;
  keptUntil: number;
  /** Seconds on question pages as they were scored; null until completion. */
  elapsedSeconds: number | null;
  /** Every answer, context included. */
  answers: Record<string, string>;
  scored: Record<string, string>;
  context: Record<string, string>;
  /** Scored items that came from a Snapshot and were not answered again. */
  carried: string[];
  onPage: number;
}

/** One completed sitting and one revision of its result, as scored, with the answers that this revision counts. */
export interface Assessment extends Attempt {
  completedAt: number;
  revision: number;
  /** When this revision was scored. */
  scoredAt: number;
  /** Which of the answers came in after completion. */
  closed: ClosedAnswer[];
  sizing: Record<string, number>;
  currency: string;
  result: Result;
}

type Reader = { database: Pick<Domain["database"], "query"> } & Pick<Domain, "banks">;

/** The attempt under a reference, completed or not, or null when there is none. */
export async function findAttempt({ database }: Pick<Reader, "database">, reference: string): Promise<Attempt | null> {
  const [row] = await database.query.select().from(assessments).where(eq(assessments.reference, reference));
  if (!row) return null;
  const given = await database.query.select().from(answers).where(eq(answers.assessmentId, row.id));
  const isContext = (item: string) => item.startsWith("c_");
  const pairs = (rows: typeof given) => Object.fromEntries(rows.map(({ item, option }) => [item, option]));
  return {
    id: row.id,
    reference: row.reference,
    instrument: row.instrument,
    bankVersion: row.bankVersion,
    startedAt: row.startedAt,
    completedAt: row.completedAt,
    keptUntil: row.keptUntil,
    elapsedSeconds: row.elapsedSeconds,
    answers: pairs(given),
    scored: pairs(given.filter(({ item }) => !isContext(item))),
    context: pairs(given.filter(({ item }) => isContext(item))),
    carried: given.filter(({ item, carried }) => carried && !isContext(item)).map(({ item }) => item),
    onPage: given.reduce((sum, { onPage }) => sum + onPage, 0),
  };
}

/** A completed assessment with its newest result, or with the revision asked for; null when there is none. */
export async function findAssessment(reader: Reader, reference: string, revision?: number): Promise<Assessment | null> {
  const attempt = await findAttempt(reader, reference);
  if (attempt?.completedAt == null) return null;
  const asked = revision === undefined ? undefined : eq(results.revision, revision);
  const [row] = await reader.database.query
    .select()
    .from(results)
    .where(and(eq(results.assessmentId, attempt.id), asked))
    .orderBy(desc(results.revision))
    .limit(1);
  if (!row) return null;
  const { scoredAt, sizing, currency } = row;
  const closed = await closedAnswersOf(reader.database, attempt.id, row.revision);
  const later = Object.fromEntries(closed.map(({ item, option }) => [item, option]));
  const scored = { ...attempt.scored, ...later };
  const given = { answers: scored, context: attempt.context, sizing };
  const result = withLaterReadings(reader.banks.exact(attempt.bankVersion), row.result, given);
  const read = { revision: row.revision, scoredAt, closed, sizing, currency, result };
  return { ...attempt, completedAt: attempt.completedAt, answers: { ...attempt.answers, ...later }, scored, ...read };
}
