import { and, asc, eq, isNull } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { commitments } from "#db/schema/progress.ts";

type Reader = { database: Database };

/** Commitments that were made at a result without a mailbox, oldest first: whoever has the result's link may see them. */
export async function listAtResult({ database }: Reader, assessmentId: number) {
  return database.query
    .select({ layer: commitments.layer, condition: commitments.condition, dueAt: commitments.dueAt })
    .from(commitments)
    .where(and(eq(commitments.assessmentId, assessmentId), isNull(commitments.leadId)))
    .orderBy(asc(commitments.madeAt), asc(commitments.id));
}

/** How many commitments a result has in all, those of mailboxes included. */
export async function countAtResult({ database }: Reader, assessmentId: number): Promise<number> {
  return database.query.$count(commitments, eq(commitments.assessmentId, assessmentId));
}
