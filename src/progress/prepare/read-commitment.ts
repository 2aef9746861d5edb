import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { SubjectErased } from "#src/outbox/delivery.ts";
import { WITH_RESULT } from "#src/progress/commitments/find-commitment.ts";

/** A commitment with the mailbox that its reminder goes to and the instrument that it came from. @throws SubjectErased */
export async function readCommitment({ database }: { database: Database }, id: string | null) {
  const [row] = await database.query
    .select({ ...WITH_RESULT, address: leads.address })
    .from(commitments)
    .innerJoin(leads, eq(leads.id, commitments.leadId))
    .innerJoin(assessments, eq(assessments.id, commitments.assessmentId))
    .where(eq(commitments.id, id ?? ""));
  if (!row) throw new SubjectErased();
  return row;
}
