import { and, eq, max } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { commitments } from "#db/schema/progress.ts";
import type { InstrumentId } from "#src/names/instruments.ts";

/** A commitment with the result it was made at. */
export type Commitment = typeof commitments.$inferSelect & {
  reference: string;
  instrument: InstrumentId;
  /** The version that the result was asked in. */
  bankVersion: string;
  /** When its mailbox was last asked to confirm the reminder; null where it never was. */
  askedAt: number | null;
};

/** The columns of a commitment and of the result it was made at. */
export const WITH_RESULT = {
  commitment: commitments,
  reference: assessments.reference,
  instrument: assessments.instrument,
  bankVersion: assessments.bankVersion,
};

/** The commitment with this id, or null where there is none. */
export async function findCommitment(
  { database }: { database: Pick<Database, "query"> },
  id: string,
): Promise<Commitment | null> {
  const [row] = await database.query
    .select(WITH_RESULT)
    .from(commitments)
    .innerJoin(assessments, eq(assessments.id, commitments.assessmentId))
    .where(eq(commitments.id, id));
  if (!row) return null;
  const [asked] = await database.query
    .select({ at: max(deliveries.createdAt) })
    .from(deliveries)
    .where(and(eq(deliveries.commitmentId, id), eq(deliveries.kind, "confirm-reminder")));
  const { commitment, ...of } = row;
  return { ...commitment, ...of, askedAt: asked?.at ?? null };
}
