import { and, asc, eq, isNull } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { commitments } from "#db/schema/progress.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { mayHold } from "./may-hold.ts";

/**
 * The commitment a retake by this instrument opens with: of those made at a result of the same instrument and not yet
 * judged the one that is due first, with the version of the bank that it was made under. Only the mailbox's own count,
 * as on its page. Null where there is none.
 */
export async function openCommitment(
  { database }: { database: Database },
  leadId: string,
  instrument: InstrumentId,
): Promise<(typeof commitments.$inferSelect & { bankVersion: string }) | null> {
  const [row] = await database.query
    .select({ commitment: commitments, bankVersion: assessments.bankVersion })
    .from(commitments)
    .innerJoin(assessments, eq(assessments.id, commitments.assessmentId))
    .where(and(isNull(commitments.outcome), eq(assessments.instrument, instrument), mayHold(leadId)))
    .orderBy(asc(commitments.dueAt), asc(commitments.id))
    .limit(1);
  return row ? { ...row.commitment, bankVersion: row.bankVersion } : null;
}
