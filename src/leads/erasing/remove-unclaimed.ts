import { and, eq, isNull } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";
import { type StandDomain, standLeads } from "#src/leads/standing/stand.ts";
import { erasedIn, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { detachStatements } from "./detach-statements.ts";

/**
 * "Not mine": takes the address off a result that came in without proof, with what was sent about it. The mailbox stays,
 * with its consents, and nothing is suppressed. Returns false where that mailbox has no such result.
 */
export async function removeUnclaimed(
  domain: StandDomain & MailForgetter,
  { leadId, reference }: { leadId: string; reference: string },
): Promise<boolean> {
  const { database } = domain;
  const [found] = await database.query
    .select({ id: assessments.id })
    .from(assessments)
    .innerJoin(attachments, eq(attachments.assessmentId, assessments.id))
    .where(and(eq(assessments.reference, reference), eq(attachments.leadId, leadId), isNull(attachments.claimedAt)));
  if (!found) return false;
  const condition = {
    sql: `EXISTS (SELECT 1 FROM attachments AS unclaimed
      WHERE unclaimed.lead_id = :unclaimed_lead AND unclaimed.assessment_id = :unclaimed_assessment
        AND unclaimed.claimed_at IS NULL)`,
    args: { unclaimed_lead: leadId, unclaimed_assessment: found.id },
  };
  const results = await database.write(detachStatements({ lead: leadId, assessment: found.id, condition }));
  if (results.at(-1)?.rowsAffected !== 1) return false;
  await domain.forgetMail(erasedIn(results));
  await standLeads(domain, [leadId]);
  await database.checkpoint();
  return true;
}
