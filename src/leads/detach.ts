import { eq } from "drizzle-orm";
import { deliveries } from "#db/delivery-schema.ts";
import { leads } from "#db/lead-schema.ts";
import { idOfToken } from "../delivery/link-token.ts";
import { type StandDomain, standLeads } from "./stand.ts";

type Detaching = StandDomain & { sign: (text: string) => string };

/**
 * "Not you?": takes the address off the result, drops what was still to be sent, and suppresses the address. A lead with
 * nothing else attached is erased; only a keyed hash of the address stays. Returns false when there is nothing to detach.
 */
export async function detach(domain: Detaching, token: string): Promise<boolean> {
  const { database, clock, ids } = domain;
  const delivery = idOfToken(domain.sign, "not-you", token);
  if (delivery === null) return false;
  const [found] = await database.query
    .select({ lead: leads.id, address: leads.address, assessment: deliveries.assessmentId })
    .from(deliveries)
    .innerJoin(leads, eq(leads.id, deliveries.leadId))
    .where(eq(deliveries.id, delivery));
  if (found?.assessment == null) return false;
  const args = { lead: found.lead, assessment: found.assessment };
  await database.write([
    {
      sql: "INSERT INTO suppressions (address_hash, reason, since) VALUES (:hash, 'not-you', :now) ON CONFLICT DO NOTHING",
      args: { hash: domain.hashAddress(found.address), now: clock() },
    },
    { sql: "DELETE FROM deliveries WHERE lead_id = :lead AND assessment_id = :assessment", args },
    { sql: "DELETE FROM lead_events WHERE lead_id = :lead AND assessment_id = :assessment", args },
    { sql: "DELETE FROM attachments WHERE lead_id = :lead AND assessment_id = :assessment", args },
    {
      sql: `DELETE FROM leads WHERE id = :lead AND NOT EXISTS (SELECT 1 FROM attachments WHERE lead_id = :lead)`,
      args: { lead: found.lead },
    },
    {
      sql: "UPDATE consents SET withdrawn_at = :now WHERE lead_id = :lead AND withdrawn_at IS NULL",
      args: { lead: found.lead, now: clock() },
    },
    {
      sql: `INSERT INTO lead_events (id, lead_id, assessment_id, kind, at)
            SELECT :event, id, NULL, 'detached', :now FROM leads WHERE id = :lead`,
      args: { event: ids(), lead: found.lead, now: clock() },
    },
  ]);
  await standLeads(domain, [found.lead]);
  await database.checkpoint();
  return true;
}
