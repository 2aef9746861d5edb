import { and, eq } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { closedAnswers } from "#db/schema/blind-spots.ts";
import { leads } from "#db/schema/leads.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";

/** Reads how many questions of a result a colleague has closed by one revision; without a revision none. @throws SubjectErased */
export async function prepareColleagueAnswered(
  { database: { query }, banks, publicUrl }: Preparing & { banks: Banks },
  { leadId, assessmentId, revision }: Pick<Delivery, "leadId" | "assessmentId" | "revision">,
) {
  const [lead] = await query
    .select({ address: leads.address })
    .from(leads)
    .where(eq(leads.id, leadId ?? ""));
  const [assessment] = await query
    .select()
    .from(assessments)
    .where(eq(assessments.id, assessmentId ?? -1));
  if (!lead || !assessment) throw new SubjectErased();
  const { id, reference, instrument, bankVersion, completedAt, startedAt } = assessment;
  const byRevision = and(eq(closedAnswers.assessmentId, id), eq(closedAnswers.revision, revision ?? -1));
  return {
    to: lead.address,
    closed: await query.$count(closedAnswers, byRevision),
    instrument: banks.of(bankVersion).instruments[instrument].name,
    completedAt: completedAt ?? startedAt,
    resultUrl: paths.absolute(publicUrl, paths.afterClosing(reference)),
  };
}
