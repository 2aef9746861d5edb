import type { BoundStatement } from "#db/client/statements.ts";
import { webhookStatements } from "#src/outbox/enqueue-webhooks.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";

/** What has just been captured: ids of the rows that the same transaction makes if it makes any. */
export interface Told {
  event: string;
  delivery: string;
  /** The lead's id if it is new; another lead's address keeps its own id. */
  newLead: string;
  address: string;
  assessmentId: number;
  now: number;
}

/** The statements that tell webhooks of a captured lead. */
export function tellWebhooks({ event, newLead, address, assessmentId, now }: Told): BoundStatement[] {
  const made = "EXISTS (SELECT 1 FROM lead_events WHERE id = :made)";
  const about = { lead: { address }, assessmentId, now };
  const args = { made: event, new: newLead };
  return [
    ...webhookStatements({ ...about, event: "lead.created", condition: { sql: `${made} AND leads.id = :new`, args } }),
    ...webhookStatements({ ...about, event: "lead.updated", condition: { sql: `${made} AND leads.id <> :new`, args } }),
  ];
}

/**
 * The statements that tell staff of a call beside the delivery itself, which goes to the first address of the settings:
 * a copy for each further one, and Slack.
 */
export async function tellOfCall(domain: SettingsReader, told: Told): Promise<BoundStatement[]> {
  const { event, delivery, address, assessmentId, now } = told;
  const { settings } = await readSettings(domain);
  const made = { sql: "EXISTS (SELECT 1 FROM lead_events WHERE id = :made)", args: { made: event } };
  return [
    {
      sql: `INSERT INTO deliveries (id, channel, kind, lead_id, assessment_id, revision, recipient, state, due_at, created_at)
            SELECT lower(hex(randomblob(16))), channel, kind, lead_id, assessment_id, revision, others.value, state, due_at,
              created_at
            FROM deliveries, json_each(:others) AS others WHERE deliveries.id = :delivery`,
      args: { delivery, others: JSON.stringify(settings.notificationAddresses.slice(1)) },
    },
    ...webhookStatements({ event: "call", lead: { address }, assessmentId, now, condition: made }),
  ];
}
