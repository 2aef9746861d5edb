import { eq } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import type { Message } from "#db/schema/deliveries.ts";
import { leadStandings, leads } from "#db/schema/leads.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { readFacts } from "#src/leads/standing/read-facts.ts";
import { standingOf } from "#src/leads/standing/standing.ts";
import { paths } from "#src/paths.ts";
import { report } from "#src/report/report.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import type { DeliveryToRender } from "./delivery.ts";
import { type RenderSource, senderOf } from "./render-source.ts";
import { strongLeadEmail } from "./strong-lead-email.ts";

/** A lead's first grade A, to one address of staff. The score is the one that the desk shows when this is made. */
export async function strongLeadMessage(source: RenderSource, delivery: DeliveryToRender): Promise<Message> {
  const { database, site, publicUrl, words } = source;
  const { leadId, recipient } = delivery;
  const [row] = leadId
    ? await database.query
        .select({ lead: leads, reference: assessments.reference, asOf: leadStandings.scoredAsOf })
        .from(leadStandings)
        .innerJoin(leads, eq(leads.id, leadStandings.leadId))
        .innerJoin(assessments, eq(assessments.id, leadStandings.assessmentId))
        .where(eq(leadStandings.leadId, leadId))
    : [];
  const assessment = row ? await findAssessment(source, row.reference) : null;
  if (!row || !assessment) throw new Error("What this message is about has been erased.");
  const { lead, asOf } = row;
  const [[facts], { settings }] = await Promise.all([readFacts(source, [lead.id]), readSettings(source)]);
  const score = facts ? standingOf(facts, settings.fee, asOf)?.score : null;
  if (!score) throw new Error("This lead may not be written to any more, so it has no score.");
  const email = strongLeadEmail({
    report: report({ ...source, assessment }),
    words: words.desk,
    score,
    who: lead.firm ?? lead.name ?? lead.address,
    leadUrl: paths.absolute(publicUrl, paths.lead(lead.id)),
  });
  return { from: senderOf(source), to: recipient ?? site.staffAddress, replyTo: site.sender.replyTo, ...email };
}
