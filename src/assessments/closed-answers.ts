import { and, eq, lte } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { closedAnswers } from "#db/schema/blind-spots.ts";
import type { Closer } from "#src/names/blind-spots.ts";

/** An answer that came in after completion, to an item that was "Not sure". */
export interface ClosedAnswer {
  item: string;
  option: string;
  by: Closer;
  /** Milliseconds since 1970. */
  closedAt: number;
}

/** The answers that a revision of a result counts beside those of the sitting. */
export async function closedAnswersOf(
  { query }: Pick<Database, "query">,
  assessmentId: number,
  revision: number,
): Promise<ClosedAnswer[]> {
  const { item, option, by, closedAt } = closedAnswers;
  return query
    .select({ item, option, by, closedAt })
    .from(closedAnswers)
    .where(and(eq(closedAnswers.assessmentId, assessmentId), lte(closedAnswers.revision, revision)))
    .orderBy(closedAt, item);
}
