import { and, eq } from "drizzle-orm";
import type { BoundStatement } from "#db/client/statements.ts";
import { consents } from "#db/schema/leads.ts";
import { type StandDomain, standLeads } from "#src/leads/standing/stand.ts";
import { RESTS_ON } from "#src/names/deliveries.ts";
import { webhookStatements } from "#src/outbox/enqueue-webhooks.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";

/**
 * Takes back a consent and every other one that the same lead gave for the same purpose, whatever the version of its text.
 * What rests on it is not sent any more; without consent to reminders the lead's commitments are reminded of no longer. All
 * in one transaction with its event and what webhooks are told. Again changes nothing. "unknown" for what is not this lead's.
 */
export async function withdrawConsent(
  domain: StandDomain,
  { lead, consent }: { lead: string; consent: string },
): Promise<"withdrawn" | "unknown"> {
  const { database, clock, ids } = domain;
  const [found] = await database.query
    .select({ purpose: consents.purpose })
    .from(consents)
    .where(and(eq(consents.id, consent), eq(consents.leadId, lead)));
  if (!found) return "unknown";
  const { purpose } = found;
  const now = clock();
  const event = ids();
  const taken = { sql: "EXISTS (SELECT 1 FROM lead_events WHERE id = :taken)", args: { taken: event } };
  const kinds = JSON.stringify(RESTS_ON[purpose]);
  const reminders: BoundStatement[] = [
    {
      sql: "UPDATE commitments SET stopped_at = :now WHERE lead_id = :lead AND confirmed_at IS NOT NULL AND stopped_at IS NULL",
      args: { lead, now },
    },
  ];
  await database.write([
    {
      sql: `INSERT INTO lead_events (id, lead_id, kind, detail, at)
            SELECT :event, lead_id, 'consent-withdrawn', purpose, :now FROM consents
            WHERE lead_id = :lead AND purpose = :purpose AND withdrawn_at IS NULL LIMIT 1`,
      args: { event, lead, purpose, now },
    },
    {
      sql: `UPDATE consents SET withdrawn_at = :now WHERE lead_id = :lead AND purpose = :purpose AND withdrawn_at IS NULL`,
      args: { lead, purpose, now },
    },
    {
      sql: `UPDATE deliveries SET state = 'cancelled', reason = :stopped, message = NULL
            WHERE lead_id = :lead AND state IN ('pending', 'failed')
              AND kind IN (SELECT value FROM json_each(:kinds))
              AND ${taken.sql}`,
      args: { lead, kinds, stopped: STOPPED, ...taken.args },
    },
    ...(purpose === "reminder" ? reminders : []),
    ...webhookStatements({ event: "lead.updated", lead: { id: lead }, now, condition: taken }),
  ]);
  await standLeads(domain, [lead]);
  domain.wakeDelivery();
  return "withdrawn";
}
