import { asc, eq, sql } from "drizzle-orm";
import { prepared } from "#db/client/prepared.ts";
import { assessments } from "#db/schema/assessments.ts";
import { closings } from "#db/schema/blind-spots.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { Closer } from "#src/names/blind-spots.ts";
import { type ClosingState, stateOf } from "./rules.ts";

type Reader = Pick<Domain, "database" | "clock">;

/** Unknown questions that are asked again: by whom they are answered, which they are, and what came in so far. */
export interface Closing {
  reference: string;
  by: Closer;
  state: ClosingState;
  items: string[];
  answers: Record<string, string>;
  endsAt: number;
}

/** The questions at an address of their own, with the result that they belong to; null where there are none. */
export async function findClosing({ database, clock }: Reader, reference: string) {
  const [row] = await database.query
    .select({ closing: closings, result: assessments.reference, bankVersion: assessments.bankVersion })
    .from(closings)
    .innerJoin(assessments, eq(assessments.id, closings.assessmentId))
    .where(eq(closings.reference, reference));
  return row ? { ...closingOf(row.closing, clock()), result: row.result, bankVersion: row.bankVersion } : null;
}

const closingsQuery = prepared((query) =>
  query
    .select()
    .from(closings)
    .where(eq(closings.assessmentId, sql.placeholder("assessmentId")))
    .orderBy(asc(closings.askedAt), asc(closings.id))
    .prepare(),
);

/** What is asked again at one result, and was, oldest first. */
export async function closingsOf({ database, clock }: Reader, assessmentId: number): Promise<Closing[]> {
  const rows = await closingsQuery(database.query).all({ assessmentId });
  return rows.map((row) => closingOf(row, clock()));
}

function closingOf(row: typeof closings.$inferSelect, now: number): Closing {
  const { reference, by, items, answers, endsAt } = row;
  return { reference, by, items, answers, endsAt, state: stateOf(row, now) };
}
