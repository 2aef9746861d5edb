import { eq, sql } from "drizzle-orm";
import { prepared } from "#db/client/prepared.ts";
import { assessments } from "#db/schema/assessments.ts";
import { retakes } from "#db/schema/progress.ts";
import { type ClientHash, isClient } from "#src/client-hash.ts";
import { enqueueStatement } from "#src/outbox/enqueue.ts";
import { longestWait } from "#src/outbox/windows.ts";
import { score } from "#src/scoring/score.ts";
import { HOUR } from "#src/time.ts";
import { clearChange } from "./clear-change.ts";
import type { Domain } from "./domain.ts";
import { type Attempt, findAttempt } from "./find.ts";
import { firstUnanswered } from "./journey.ts";
import { keptFor } from "./kept-for.ts";
import { retakeStatements } from "./retake-statements.ts";

export type Completion =
  | { status: "completed" }
  | { status: "unfinished"; next: number }
  | { status: "unknown" }
  | { status: "limited"; retryAfterSeconds: number };

/** Answers may still arrive while a sitting is being scored; after this many rounds the visitor is asked to try again. */
const ROUNDS = 5;

/**
 * Scores an attempt and completes it, both in one transaction (method, sections 2 to 8). Completing again changes
 * nothing. A retake is attached to its mailbox at once. The result belongs to exactly the answers that were read: if one changes meanwhile, it is scored anew.
 */
export async function complete(domain: Domain, reference: string, clientHash: ClientHash | null): Promise<Completion> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const attempt = await findAttempt(domain, reference);
    if (!attempt) return { status: "unknown" };
    if (attempt.completedAt !== null) return { status: "completed" };
    const next = firstUnanswered(domain.banks.of(attempt.bankVersion), attempt.instrument, attempt.answers);
    if (next) return { status: "unfinished", next: next.number };
    if (await writeResult(domain, attempt, clientHash)) return { status: "completed" };
    const wait = clientHash === null ? null : await clientWait(domain, clientHash);
    if (wait !== null) return { status: "limited", retryAfterSeconds: wait };
  }
  return { status: "limited", retryAfterSeconds: 5 };
}

const retakeQuery = prepared((query) =>
  query
    .select()
    .from(retakes)
    .where(eq(retakes.assessmentId, sql.placeholder("assessmentId")))
    .prepare(),
);

async function writeResult(domain: Domain, attempt: Attempt, clientHash: ClientHash | null): Promise<boolean> {
  const { banks, database, limits } = domain;
  const now = Math.max(domain.clock(), attempt.startedAt);
  const elapsedSeconds = Math.round(attempt.onPage / 1000);
  const result = score(banks.exact(attempt.bankVersion), attempt.instrument, {
    answers: attempt.scored,
    context: attempt.context,
    elapsedSeconds,
    carriedOver: attempt.carried.length,
  });
  const about = { assessmentId: attempt.id };
  const completedNow = sql`EXISTS (SELECT 1 FROM assessments WHERE id = ${attempt.id} AND completed_at = ${now})
    AND NOT EXISTS (SELECT 1 FROM deliveries WHERE assessment_id = ${attempt.id} AND kind = 'assessment.completed')`;
  const [retake] = await retakeQuery(database.query).all(about);
  const moved = retake ? await clearChange(domain, { attempt, result, leadId: retake.leadId, now }) : null;
  const [update] = await database.write([
    {
      sql: `UPDATE assessments
            SET completed_at = :now, elapsed_seconds = :elapsed, client_hash = :client,
              kept_until = :now + ${keptFor("anonymousDays", limits.keepAnonymous)}
            WHERE reference = :reference AND completed_at IS NULL
              AND (SELECT group_concat(pair, ',') FROM
                    (SELECT item || '=' || option AS pair FROM answers WHERE assessment_id = assessments.id ORDER BY item)
                  ) = :answers
              AND (:client IS NULL OR
                (SELECT count(*) FROM assessments WHERE client_hash IN (:client, :before) AND completed_at > :hourAgo) < :limit)`,
      args: {
        now,
        elapsed: elapsedSeconds,
        client: clientHash?.[0] ?? null,
        before: clientHash?.[1] ?? null,
        reference: attempt.reference,
        answers: fingerprint(attempt.answers),
        hourAgo: now - HOUR,
        limit: limits.attemptsPerHour,
      },
    },
    {
      sql: `INSERT INTO results (assessment_id, revision, sizing, currency, result, scored_at)
            SELECT id, 1, '{}', '', :result, :now FROM assessments WHERE reference = :reference AND completed_at = :now
            ON CONFLICT DO NOTHING`,
      args: { result: JSON.stringify(result), now, reference: attempt.reference },
    },
    enqueueStatement(database.query, { kind: "assessment.completed", about, to: "subscribers", now }, completedNow),
    ...(retake ? retakeStatements(database.query, { ...retake, moved }, now) : []),
  ]);
  return update?.rowsAffected === 1;
}

/** The answers as the database would write them down, in the byte order of item ids. */
function fingerprint(answers: Readonly<Record<string, string>>): string {
  return Object.keys(answers)
    .sort()
    .map((item) => `${item}=${answers[item]}`)
    .join(",");
}

/** Seconds until this client may complete another attempt; null where it may now. */
async function clientWait({ database, limits, clock }: Domain, clientHash: ClientHash): Promise<number | null> {
  const rows = { madeAt: assessments.completedAt, which: isClient(assessments.clientHash, clientHash) };
  const hour = { limit: "client", span: HOUR, most: limits.attemptsPerHour, rows };
  const full = await database.transaction((tx) => longestWait(tx, [hour], clock()));
  return full?.retryAfterSeconds ?? null;
}
