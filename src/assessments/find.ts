import { and, desc, eq, or, sql } from "drizzle-orm";
import { prepared } from "#db/client/prepared.ts";
import { assessments, results } from "#db/schema/assessments.ts";
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

type GivenAnswer = [item: string, option: string, carried: 0 | 1, onPage: number];

/** A sitting and its answers in one row: they are read together for every page of it. */
const { id, reference, instrument, bankVersion, startedAt, completedAt, keptUntil, elapsedSeconds } = assessments;
const given = sql`(SELECT json_group_array(json_array(item, option, carried, on_page)) FROM answers
  WHERE assessment_id = assessments.id)`.mapWith((text: string): GivenAnswer[] => JSON.parse(text));
const sitting = { id, reference, instrument, bankVersion, startedAt, completedAt, keptUntil, elapsedSeconds, given };

const attemptQuery = prepared((query) =>
  query
    .select(sitting)
    .from(assessments)
    .where(eq(reference, sql.placeholder("reference")))
    .prepare(),
);

/** The attempt under a reference, completed or not, or null when there is none. */
export async function findAttempt({ database }: Pick<Reader, "database">, reference: string): Promise<Attempt | null> {
  const [row] = await attemptQuery(database.query).all({ reference });
  return row ? attemptFrom(row) : null;
}

type Sitting = Omit<Attempt, "answers" | "scored" | "context" | "carried" | "onPage"> & { given: GivenAnswer[] };

function attemptFrom({ given, ...sitting }: Sitting): Attempt {
  const isContext = ([item]: GivenAnswer) => item.startsWith("c_");
  const pairs = (rows: readonly GivenAnswer[]) => Object.fromEntries(rows.map(([item, option]) => [item, option]));
  const scored = given.filter((one) => !isContext(one));
  return {
    ...sitting,
    answers: pairs(given),
    scored: pairs(scored),
    context: pairs(given.filter(isContext)),
    carried: scored.filter(([, , carried]) => carried === 1).map(([item]) => item),
    onPage: given.reduce((sum, [, , , onPage]) => sum + onPage, 0),
  };
}

/** A sitting with its newest result; with one revision where `revision` names it. */
const resultQuery = prepared((query) =>
  query
    .select({ sitting, row: results })
    .from(assessments)
    .innerJoin(results, eq(results.assessmentId, id))
    .where(
      and(
        eq(reference, sql.placeholder("reference")),
        or(sql`${sql.placeholder("revision")} IS NULL`, eq(results.revision, sql.placeholder("revision"))),
      ),
    )
    .orderBy(desc(results.revision))
    .limit(1)
    .prepare(),
);

/** A completed assessment with its newest result, or with the revision asked for; null when there is none. */
export async function findAssessment(reader: Reader, reference: string, revision?: number): Promise<Assessment | null> {
  const [found] = await resultQuery(reader.database.query).all({ reference, revision: revision ?? null });
  if (found?.sitting.completedAt == null) return null;
  const { row } = found;
  const attempt = attemptFrom(found.sitting);
  const { scoredAt, sizing, currency } = row;
  // What came in after completion made a revision of its own.
  const closed = row.revision === 1 ? [] : await closedAnswersOf(reader.database, attempt.id, row.revision);
  const later = Object.fromEntries(closed.map(({ item, option }) => [item, option]));
  const scored = { ...attempt.scored, ...later };
  const given = { answers: scored, context: attempt.context, sizing };
  const result = withLaterReadings(reader.banks.exact(attempt.bankVersion), row.result, given);
  const read = { revision: row.revision, scoredAt, closed, sizing, currency, result };
  return {
    ...attempt,
    completedAt: found.sitting.completedAt,
    answers: { ...attempt.answers, ...later },
    scored,
    ...read,
  };
}
