import { and, desc, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { endpoints, type HookMessage } from "#db/schema/deliveries.ts";
import { leadEvents } from "#db/schema/leads.ts";
import { refreshStandings, type StandingDomain } from "#src/leads/standing/refresh.ts";
import { paths } from "#src/paths.ts";
import type { Words } from "#src/words/load.ts";
import type { DeliveryToRender, Render } from "./delivery.ts";
import { findAssessmentData, findLeadData } from "./find-lead-data.ts";
import { slackBody, slackText } from "./slack-text.ts";
import type { LeadData, WebhookBody } from "./webhook-body.ts";

export interface HookSource extends StandingDomain {
  publicUrl: string;
  words: Pick<Words, "report">;
}

const GONE = "What this message is about has been erased.";
const TEST = "A test from the desk: this endpoint works.";

/** Makes what a webhook or Slack receives out of ids, from what is true now. */
export function createHookRenderer(source: HookSource): Render<HookMessage> {
  return async (delivery) => {
    const [endpoint] = await source.database.query
      .select({ channel: endpoints.channel })
      .from(endpoints)
      .where(eq(endpoints.id, delivery.endpointId ?? ""));
    if (!endpoint) throw new Error("The endpoint is gone.");
    if (endpoint.channel === "slack") return { body: slackBody(await slackMessage(source, delivery)) };
    return { body: JSON.stringify(await webhookBody(source, delivery)) };
  };
}

async function webhookBody(source: HookSource, delivery: DeliveryToRender): Promise<WebhookBody> {
  const { kind, assessmentId } = delivery;
  const timestamp = new Date(delivery.createdAt).toISOString();
  if (kind === "lead.created" || kind === "lead.updated")
    return { type: kind, timestamp, data: await leadOf(source, delivery) };
  if (kind === "assessment.completed") {
    const found = assessmentId === null ? null : await findAssessmentData(source, assessmentId);
    if (!found) throw new Error(GONE);
    return { type: kind, timestamp, data: found.data };
  }
  if (kind === "test") {
    const desk_url = paths.absolute(source.publicUrl, paths.endpoint(delivery.endpointId ?? ""));
    return { type: kind, timestamp, data: { message: TEST, desk_url } };
  }
  throw new Error(`No webhook is made of "${kind}".`);
}

async function slackMessage(source: HookSource, delivery: DeliveryToRender): Promise<string> {
  const { kind, leadId } = delivery;
  if (kind === "test") return TEST;
  if (kind !== "call" && kind !== "strong-lead") throw new Error(`No Slack message is made of "${kind}".`);
  const lead = await leadOf(source, delivery);
  if (kind === "strong-lead" && !lead.score)
    throw new Error("This lead may not be written to any more, so it has no score.");
  return slackText({
    kind,
    who: lead.name ?? lead.firm ?? lead.address,
    contact: [lead.name && lead.firm, (lead.name ?? lead.firm) && lead.address, lead.phone].flatMap((one) => one ?? []),
    when: kind === "call" ? await whenOf(source.database, leadId ?? "") : null,
    verdict: source.words.report.verdicts[lead.assessment.verdict].title,
    overall: lead.assessment.overall,
    score: lead.score,
    deskUrl: lead.desk_url,
  });
}

/** The lead as it stands now: what is told may be about a signal that its standing does not know of yet. */
async function leadOf(source: HookSource, { leadId, assessmentId }: DeliveryToRender): Promise<LeadData> {
  if (leadId !== null) await refreshStandings(source, [leadId]);
  const lead = leadId === null ? null : await findLeadData(source, leadId, assessmentId);
  if (!lead) throw new Error(GONE);
  return lead;
}

/** What the newest call request says about when. */
async function whenOf(database: Database, leadId: string): Promise<string | null> {
  const [event] = await database.query
    .select({ detail: leadEvents.detail })
    .from(leadEvents)
    .where(and(eq(leadEvents.leadId, leadId), eq(leadEvents.kind, "call-asked")))
    .orderBy(desc(leadEvents.at))
    .limit(1);
  return event?.detail ?? null;
}
