import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { findAssessment } from "#src/assessments/find.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { type Delivery, SubjectErased } from "#src/outbox/delivery.ts";

/** The lead, and the revision of its assessment, that a mail was asked for. @throws SubjectErased */
export async function readAttached(
  { database, banks }: { database: Database; banks: Banks },
  { leadId, assessmentId, revision }: Pick<Delivery, "leadId" | "assessmentId" | "revision">,
) {
  if (leadId === null || assessmentId === null || revision === null) throw new Error("This message is about nothing.");
  const [row] = await database.query
    .select({ reference: assessments.reference })
    .from(assessments)
    .where(eq(assessments.id, assessmentId));
  const assessment = row ? await findAssessment({ database, banks }, row.reference, revision) : null;
  const [lead] = await database.query.select().from(leads).where(eq(leads.id, leadId));
  if (!assessment || !lead) throw new SubjectErased();
  return { lead, assessment };
}
