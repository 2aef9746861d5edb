import { eq } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { leadStandings, leads } from "#db/schema/leads.ts";
import { findAssessment } from "#src/assessments/find.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { type FactsReader, readFacts } from "#src/leads/standing/read-facts.ts";
import { standingOf } from "#src/leads/standing/standing.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import type { ReportSource } from "#src/report/parts/source.ts";
import { report } from "#src/report/report.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import type { Site } from "#src/words/site.ts";

interface Domain extends Preparing, Pick<ReportSource, "words">, Pick<FactsReader, "hashAddress"> {
  banks: Banks;
  site: Site;
}

/** Reads a lead with its parts of the score that the desk shows. @throws where the lead may not be written to any more. */
export async function prepareStrongLead(domain: Domain, { leadId, recipient }: Pick<Delivery, "leadId" | "recipient">) {
  const { database, publicUrl } = domain;
  const [row] = leadId
    ? await database.query
        .select({ lead: leads, reference: assessments.reference, asOf: leadStandings.scoredAsOf })
        .from(leadStandings)
        .innerJoin(leads, eq(leads.id, leadStandings.leadId))
        .innerJoin(assessments, eq(assessments.id, leadStandings.assessmentId))
        .where(eq(leadStandings.leadId, leadId))
    : [];
  const assessment = row ? await findAssessment(domain, row.reference) : null;
  if (!row || !assessment) throw new SubjectErased();
  const { lead, asOf } = row;
  const [[facts], { settings }] = await Promise.all([readFacts(domain, [lead.id]), readSettings(domain)]);
  const score = facts ? standingOf(facts, settings.fee, asOf)?.score : null;
  if (!score) throw new Error("This lead may not be written to any more, so it has no score.");
  return {
    to: recipient,
    report: report({ ...domain, assessment }),
    score,
    who: lead.firm ?? lead.name ?? lead.address,
    leadUrl: paths.absolute(publicUrl, paths.lead(lead.id)),
  };
}
