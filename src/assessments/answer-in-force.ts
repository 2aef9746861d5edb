import { and, eq, type SQL, sql } from "drizzle-orm";
import { answers } from "#db/schema/assessments.ts";
import { closedAnswers } from "#db/schema/blind-spots.ts";

/** Joins each row of `answers` with the answer that came in later, where there is one. */
export const closedLater: SQL | undefined = and(
  eq(closedAnswers.assessmentId, answers.assessmentId),
  eq(closedAnswers.item, answers.item),
);

/** The option that the newest revision counts; needs the join above. */
export const optionInForce = sql<string>`coalesce(${closedAnswers.option}, ${answers.option})`;
