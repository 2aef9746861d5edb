import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { answers as answersTable, assessments } from "#db/schema/assessments.ts";
import { complete } from "#src/assessments/complete.ts";
import { findAssessment, findAttempt } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import { score } from "#src/scoring/score.ts";
import { SECOND } from "#src/time.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { type Answers, answersOf, bank, EXAMPLES } from "#test/support/factories.ts";
import { freshOn } from "#test/support/fresh/fresh.ts";
import { giveAnswers } from "#test/support/sittings.ts";

export const snapshotAnswers = answersOf("E1");

export const diagnosticAnswers = answersOf("E2");

/** The sizing of the method's example E2. */
export const E2_NUMBERS = EXAMPLES.E2.submission.sizing ?? {};

/** Assessments and what is there of them, on a new database for each test. */
export function assessmentsOn(databases: TestDatabases) {
  const { on } = freshOn(databases, domainOn);

  const begin = async (instrument: "snapshot" | "diagnostic" = "snapshot") =>
    (await start(on.domain, { instrument, attribution: {} })).reference;
  /** Answers one question after the other, each a number of seconds after it was shown. */
  const giveAll = async (reference: string, given: Answers, secondsEach = 8) => {
    on.now += Object.keys(given).length * secondsEach * SECOND;
    await giveAnswers(on.domain, reference, given, secondsEach);
  };
  const finish = async (instrument: "snapshot" | "diagnostic" = "snapshot", secondsEach = 8) => {
    const reference = await begin(instrument);
    await giveAll(reference, instrument === "snapshot" ? snapshotAnswers : diagnosticAnswers, secondsEach);
    expect(await complete(on.domain, reference, null)).toEqual({ status: "completed" });
    return reference;
  };
  const ready = async () => {
    const reference = await begin();
    await giveAll(reference, snapshotAnswers);
    return reference;
  };
  const rowOf = async (reference: string) => {
    const [row] = await on.database.query.select().from(assessments).where(eq(assessments.reference, reference));
    if (!row) throw new Error(`There is no assessment ${reference}.`);
    return row;
  };
  const answerRow = async (reference: string, item: string) => {
    const { id } = await rowOf(reference);
    const rows = await on.database.query.select().from(answersTable).where(eq(answersTable.assessmentId, id));
    return rows.find((row) => row.item === item);
  };
  const attempt = async (reference: string) => {
    const found = await findAttempt(on.domain, reference);
    if (!found) throw new Error(`There is no attempt ${reference}.`);
    return found;
  };
  const assessment = async (reference: string, revision?: number) => {
    const found = await findAssessment(on.domain, reference, revision);
    if (!found) throw new Error(`There is no result ${reference}.`);
    return found;
  };
  /** Scored again from what is stored: the result that must be stored beside it. */
  const scoredAgain = async (reference: string) => {
    const found = await attempt(reference);
    return score(bank, found.instrument, {
      answers: found.scored,
      context: found.context,
      elapsedSeconds: Math.round(found.onPage / SECOND),
      carriedOver: found.carried.length,
    });
  };
  return { on, begin, giveAll, finish, ready, rowOf, answerRow, attempt, assessment, scoredAgain };
}
