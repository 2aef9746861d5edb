import { and, asc, eq, isNull } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Database } from "#db/client/client.ts";
import type { Query } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { commitments } from "#db/schema/progress.ts";
import { askedFirstAt } from "#src/outbox/asked-first.ts";

type Reader = { database: Database };

/** Commitments that were made at a result without a mailbox, oldest first: whoever has the result's link may see them. */
export async function listAtResult({ database }: Reader, assessmentId: number) {
  return database.query
    .select({ layer: commitments.layer, condition: commitments.condition, dueAt: commitments.dueAt })
    .from(commitments)
    .where(and(eq(commitments.assessmentId, assessmentId), isNull(commitments.leadId)))
    .orderBy(asc(commitments.madeAt), asc(commitments.id));
}

/** How many commitments a result has, those of mailboxes included, and how many were asked for in a listed one's name. */
export const commitmentsAt = (query: Query, assessment: number | SQLiteColumn) =>
  [
    query.$count(commitments, eq(commitments.assessmentId, assessment)),
    query.$count(deliveries, and(askedFirstAt(assessment), eq(deliveries.kind, "confirm-reminder"))),
  ] as const;

/** How many commitments a result has in all. */
export async function countAtResult({ query }: { query: Query }, assessmentId: number): Promise<number> {
  const [made, asked] = await Promise.all(commitmentsAt(query, assessmentId));
  return made + asked;
}
