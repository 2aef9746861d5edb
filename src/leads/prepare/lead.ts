import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { leadStandings, leads } from "#db/schema/leads.ts";
import { staff } from "#db/schema/staff.ts";
import { prepareCompleted } from "#src/assessments/prepare-completed.ts";
import { refreshStandings, type StandingDomain } from "#src/leads/standing/refresh.ts";
import { type Delivery, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { whenToCall } from "./when-to-call.ts";

/**
 * Reads a lead as the outside is told of it, with the assessment named or else its newest. Its standing is computed first:
 * whoever enqueued this may not have done so yet, and a retake does not at all.
 */
export async function prepareLead(
  domain: StandingDomain & { publicUrl: string },
  { leadId, assessmentId }: Pick<Delivery, "leadId" | "assessmentId">,
) {
  if (leadId === null) throw new SubjectErased();
  const { database, publicUrl } = domain;
  await refreshStandings(domain, [leadId]);
  const row = await readLead(database, leadId);
  if (!row) throw new SubjectErased();
  return {
    ...row,
    completed: await prepareCompleted({ database }, { assessmentId: assessmentId ?? row.standing.assessmentId }),
    when: await whenToCall(database, { leadId }),
    deskUrl: paths.absolute(publicUrl, paths.lead(leadId)),
  };
}

async function readLead({ query }: Database, leadId: string) {
  const [row] = await query
    .select({ lead: leads, standing: leadStandings, owner: staff.email })
    .from(leads)
    .innerJoin(leadStandings, eq(leadStandings.leadId, leads.id))
    .leftJoin(staff, eq(staff.id, leadStandings.ownerId))
    .where(eq(leads.id, leadId));
  return row;
}
