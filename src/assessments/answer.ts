import type { Statement } from "#db/client/statements.ts";
import { MINUTE } from "#src/time.ts";
import type { Domain } from "./domain.ts";
import { findAttempt } from "./find.ts";

/** One answer with when its page was first shown and when it was given, in milliseconds since 1970. */
export interface GivenAnswer {
  item: string;
  option: string;
  shownAt: number;
  answeredAt: number;
}

/** A visit to a page that lasts longer than this says nothing about reading time (method, section 7). */
const LONGEST_VISIT = 5 * MINUTE;

/**
 * Keeps answers of an attempt; the later answer to an item wins. Times outside the sitting are pulled into it. Nothing
 * changes once the attempt is completed: what was scored stays as scored.
 *
 * @returns of each whether it is kept; an answer that was given before the one that stands is not.
 */
export async function answer(domain: Domain, reference: string, given: readonly GivenAnswer[]): Promise<boolean[]> {
  const now = domain.clock();
  const written = await domain.database.write(
    given.map((one) => answerStatement(reference, one, now, "AND completed_at IS NULL")),
  );
  return written.map(({ rowsAffected }) => rowsAffected === 1);
}

/** Keeps one of the optional context questions, which come after the Diagnostic has been scored. */
export async function answerAboutFirm(domain: Domain, reference: string, given: GivenAnswer): Promise<void> {
  const attempt = await findAttempt(domain, reference);
  if (!attempt) return;
  const { context } = domain.banks.of(attempt.bankVersion);
  if (!context.some(({ id, optional }) => optional && id === given.item)) return;
  await domain.database.write([answerStatement(reference, given, domain.clock(), "")]);
}

/** A time as sent, or now where it is no time. What lies outside the sitting is pulled into it by the statement. */
const timeOr = (now: number, time: number) =>
  Number.isFinite(time) ? Math.round(Math.min(Math.max(time, 0), now)) : now;

function answerStatement(
  reference: string,
  { item, option, shownAt, answeredAt }: GivenAnswer,
  now: number,
  condition: string,
): Statement {
  return {
    sql: `INSERT INTO answers (assessment_id, item, option, first_shown_at, answered_at, on_page, carried)
          SELECT id, :item, :option, shown, answered, CASE WHEN answered - shown > :longest THEN 0 ELSE answered - shown END, 0
          FROM (SELECT id, answered, max(started_at, min(:shown, answered)) AS shown
                FROM (SELECT id, started_at, max(started_at, min(:answered, :now)) AS answered
                      FROM assessments WHERE reference = :reference ${condition}))
          WHERE true
          ON CONFLICT (assessment_id, item) DO UPDATE SET
            option = excluded.option,
            answered_at = excluded.answered_at,
            carried = 0,
            on_page = on_page + CASE
              WHEN excluded.answered_at - max(excluded.first_shown_at, answered_at) BETWEEN 0 AND :longest
              THEN excluded.answered_at - max(excluded.first_shown_at, answered_at) ELSE 0 END
          WHERE excluded.answered_at >= answers.answered_at`,
    args: {
      reference,
      item,
      option,
      shown: timeOr(now, shownAt),
      answered: timeOr(now, answeredAt),
      now,
      longest: LONGEST_VISIT,
    },
  };
}
