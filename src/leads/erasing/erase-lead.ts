import { eq } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import type { MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { eraseEverything } from "./erase-everything.ts";

export type Erasing = StandingDomain & MailForgetter;

/**
 * Erases a lead with everything under it, in one transaction, then what the mailbox folder and the write-ahead log still
 * hold of it. Only a keyed hash of the address may stay, on the suppression list. False when there is no such lead.
 *
 * @param by who of staff does it, for the audit trail; null where it is the lead's own mailbox
 */
export async function eraseLead(domain: Erasing, leadId: string, by: string | null = null): Promise<boolean> {
  const { database, clock, ids, forgetMail } = domain;
  const { settings } = await readSettings(domain);
  const gone = await database.transaction(async (tx) => {
    const [lead] = await tx.select({ address: leads.address }).from(leads).where(eq(leads.id, leadId));
    if (!lead) return null;
    if (by !== null)
      await writeStaffEvent(tx, { id: ids(), staffId: by, kind: "lead-erased", detail: leadId, at: clock() });
    const leaving = { leadId, address: lead.address };
    return eraseEverything(tx, { ...domain, settings }, leaving);
  });
  if (gone === null) return false;
  await forgetMail(gone);
  domain.wakeDelivery();
  await database.checkpoint();
  return true;
}
