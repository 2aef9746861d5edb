import { desc, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { type Attribution, assessments, results } from "#db/schema/assessments.ts";
import { leadStandings, leads } from "#db/schema/leads.ts";
import { staff } from "#db/schema/staff.ts";
import { paths } from "#src/paths.ts";
import type { AssessmentData, LeadData } from "./webhook-body.ts";

type Reader = { database: Database; publicUrl: string };

const iso = (at: number) => new Date(at).toISOString();

/** The newest result of a completed assessment with how its visitor arrived, or null when it is gone. */
export async function findAssessmentData(
  { database }: Pick<Reader, "database">,
  id: number,
): Promise<{ data: AssessmentData; attribution: Attribution } | null> {
  const [row] = await database.query
    .select({ completedAt: assessments.completedAt, attribution: assessments.attribution, result: results.result })
    .from(assessments)
    .innerJoin(results, eq(results.assessmentId, assessments.id))
    .where(eq(assessments.id, id))
    .orderBy(desc(results.revision))
    .limit(1);
  if (row?.completedAt == null) return null;
  const { result } = row;
  const data: AssessmentData = {
    instrument: result.instrument,
    bank_version: result.bankVersion,
    model_version: result.modelVersion,
    completed_at: iso(row.completedAt),
    overall: result.overall,
    range: result.range.overall,
    band: result.band,
    verdict: result.verdict,
    layers: result.layers,
    dominant: result.dominant,
    clarity: result.clarity,
    confidence: result.confidence,
  };
  return { data, attribution: row.attribution };
}

/** A lead as webhooks are told of it, with the assessment named or else its newest; null when either is gone. */
export async function findLeadData(
  reader: Reader,
  leadId: string,
  assessmentId: number | null,
): Promise<LeadData | null> {
  const [row] = await reader.database.query
    .select({ lead: leads, standing: leadStandings, owner: staff.email })
    .from(leads)
    .innerJoin(leadStandings, eq(leadStandings.leadId, leads.id))
    .leftJoin(staff, eq(staff.id, leadStandings.ownerId))
    .where(eq(leads.id, leadId));
  if (!row) return null;
  const { lead, standing, owner } = row;
  const assessment = await findAssessmentData(reader, assessmentId ?? standing.assessmentId);
  if (!assessment) return null;
  return {
    id: lead.id,
    desk_url: paths.absolute(reader.publicUrl, paths.lead(lead.id)),
    address: lead.address,
    name: lead.name,
    firm: lead.firm,
    phone: lead.phone,
    created_at: iso(lead.createdAt),
    outreach: standing.outreach,
    status: standing.status,
    owner,
    score: scoreOf(standing),
    call_asked_at: standing.callAskedAt === null ? null : iso(standing.callAskedAt),
    call_answered_at: standing.callAnsweredAt === null ? null : iso(standing.callAnsweredAt),
    source: standing.source,
    attribution: assessment.attribution,
    assessment: assessment.data,
  };
}

function scoreOf(standing: typeof leadStandings.$inferSelect): LeadData["score"] {
  const { outreach, score, need, fit, intent, grade, scoredAsOf } = standing;
  if (outreach !== "allowed" || score === null || need === null || fit === null || intent === null || grade === null)
    return null;
  return { score, need, fit, intent, grade, as_of: iso(scoredAsOf) };
}
