import { eq } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { type StandDomain, standLeads } from "#src/leads/standing/stand.ts";
import { erasedIn, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { idOfToken } from "#src/tokens.ts";
import { detachStatements } from "./detach-statements.ts";
import { eraseLeadStatements } from "./erase-statements.ts";

type Detaching = StandDomain & MailForgetter & { sign: (text: string) => string };

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
  const { lead, address, assessment } = found;
  const hash = domain.hashAddress(address);
  const results = await database.write([
    {
      sql: "INSERT INTO suppressions (address_hash, reason, since) VALUES (:hash, 'not-you', :now) ON CONFLICT DO NOTHING",
      args: { hash, now: clock() },
    },
    ...detachStatements({ lead, assessment }),
    ...eraseLeadStatements({ lead, address, hash }, true),
    {
      sql: "UPDATE consents SET withdrawn_at = :now WHERE lead_id = :lead AND withdrawn_at IS NULL",
      args: { lead, now: clock() },
    },
    {
      sql: `INSERT INTO lead_events (id, lead_id, assessment_id, kind, at)
            SELECT :event, id, NULL, 'detached', :now FROM leads WHERE id = :lead`,
      args: { event: ids(), lead, now: clock() },
    },
  ]);
  await domain.forgetMail(erasedIn(results));
  await standLeads(domain, [lead]);
  await database.checkpoint();
  return true;
}
