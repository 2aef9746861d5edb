import type { Attribution } from "#db/schema/assessments.ts";
import type { HookMessage } from "#db/schema/deliveries.ts";
import type { leadStandings, leads } from "#db/schema/leads.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import { assessmentData, type Completed } from "./completed-webhook.ts";
import { hookBody, isoTime } from "./hook-envelope.ts";

/** A lead as it stands, with one of its assessments. Times in milliseconds since 1970. */
export interface LeadNews {
  lead: typeof leads.$inferSelect;
  standing: typeof leadStandings.$inferSelect;
  /** The address of who of staff owns the lead. */
  owner: string | null;
  completed: Completed & { attribution: Attribution };
  deskUrl: string;
}

/**
 * `lead.created`, `lead.updated` and `lead.asked` (to read again, by a mail). The private link of the result is not in it; `desk_url` opens the lead for staff,
 * `attribution` says how the visitor arrived, as far as it was there.
 */
export function composeLead({ lead, standing, owner, completed, deskUrl }: LeadNews, delivery: Delivery): HookMessage {
  const { outreach } = standing;
  const message = hookBody(delivery.kind, delivery.createdAt, {
    id: lead.id,
    desk_url: deskUrl,
    address: lead.address,
    name: lead.name,
    firm: lead.firm,
    phone: lead.phone,
    created_at: isoTime(lead.createdAt),
    outreach,
    status: standing.status,
    owner,
    score: scoreOf(standing),
    call_asked_at: standing.callAskedAt === null ? null : isoTime(standing.callAskedAt),
    call_answered_at: standing.callAnsweredAt === null ? null : isoTime(standing.callAnsweredAt),
    source: standing.source,
    attribution: completed.attribution,
    assessment: assessmentData(completed),
  });
  return { ...message, outreach };
}

/** Method, section 14: whole numbers from 0 to 100 but for the grade. None unless outreach is "allowed": nobody else may be written to. */
function scoreOf({ outreach, score, need, fit, intent, grade, scoredAsOf }: LeadNews["standing"]) {
  if (outreach !== "allowed" || score === null || need === null || fit === null || intent === null || grade === null)
    return null;
  const parts = { need: Math.round(need), fit: Math.round(fit), intent: Math.round(intent) };
  return { score, ...parts, grade, as_of: isoTime(scoredAsOf) };
}
