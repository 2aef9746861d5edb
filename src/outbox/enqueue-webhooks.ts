import type { BoundStatement } from "#db/client/statements.ts";
import type { WebhookEvent } from "#src/names/deliveries.ts";
import type { Condition } from "./condition.ts";

/** What webhooks and Slack are told: of a lead, or of an assessment nobody has put a name to. */
export type WebhookSubject =
  | {
      /** `call` and `strong-lead` are for Slack, the rest for webhooks. */
      event: "lead.created" | "lead.updated" | "call" | "strong-lead";
      /** By id, or by address as stored (lower-cased). */
      lead: { id: string } | { address: string };
      /** Which assessment it is about; without it the newest one of the lead's standing. */
      assessmentId?: number | undefined;
    }
  | { event: Extract<WebhookEvent, "assessment.completed">; lead?: undefined; assessmentId: number };

export type WebhookEnqueue = WebhookSubject & {
  /** Milliseconds since 1970: when it happened. */
  now: number;
  /** Must hold too. It may name `leads.id` and `endpoints.id`; its arguments must not start with `webhook_`. */
  condition?: Condition | undefined;
};

/** The assessment named, else the newest one of the lead's standing. */
const ABOUT = "coalesce(:webhook_assessment, (SELECT assessment_id FROM lead_standings WHERE lead_id = leads.id))";

/**
 * The statements that put one delivery for each enabled endpoint that subscribes to the event into the outbox, due at
 * once; put them behind what happened, in the same `database.write`. The body is made when it is first sent, from what
 * is true then, so an event about a lead and assessment that still waits to be sent for the first time makes no second
 * one.
 */
export function webhookStatements(request: WebhookEnqueue): BoundStatement[] {
  const { event, lead, assessmentId = null, now, condition } = request;
  const column = lead && "address" in lead ? "address" : "id";
  const whose = lead && ("address" in lead ? lead.address : lead.id);
  const statement = {
    sql: `INSERT INTO deliveries (id, channel, kind, lead_id, assessment_id, endpoint_id, state, due_at, created_at)
          SELECT lower(hex(randomblob(16))), endpoints.channel, :webhook_event, leads.id, ${ABOUT},
            endpoints.id, 'pending', :webhook_now, :webhook_now
          FROM endpoints JOIN ${whose === undefined ? "(SELECT NULL AS id) AS leads" : `leads ON leads.${column} = :webhook_lead`}
          WHERE endpoints.disabled_at IS NULL
            AND EXISTS (SELECT 1 FROM json_each(endpoints.events) WHERE value = :webhook_event)
            AND NOT EXISTS (
              SELECT 1 FROM deliveries AS waiting
              WHERE waiting.lead_id = leads.id AND waiting.endpoint_id = endpoints.id
                AND waiting.assessment_id IS ${ABOUT}
                AND waiting.kind = :webhook_event AND waiting.state = 'pending' AND waiting.message IS NULL)
            ${condition ? `AND (${condition.sql})` : ""}`,
    args: {
      ...condition?.args,
      webhook_event: event,
      webhook_assessment: assessmentId,
      webhook_now: now,
      ...(whose !== undefined && { webhook_lead: whose }),
    },
  };
  return [statement];
}
