import { eq } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import type { MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { eraseEverything } from "./erase-everything.ts";

/** What erasing a lead takes from its surroundings. */
export type Erasing = StandingDomain & MailForgetter;

/**
 * Erases a lead with everything under it, in one transaction, then what the mailbox folder and the write-ahead log still
 * hold of it. Only a keyed hash of the address may stay, on the suppression list. False when there is no such lead.
 */
export async function eraseLead(domain: Erasing, leadId: string): Promise<boolean> {
  const { database, hashAddress, forgetMail } = domain;
  const { settings } = await readSettings(domain);
  const gone = await database.transaction(async (tx) => {
    const [lead] = await tx.select({ address: leads.address }).from(leads).where(eq(leads.id, leadId));
    if (!lead) return null;
    const leaving = { leadId, address: lead.address, hash: hashAddress(lead.address) };
    return eraseEverything(tx, { ...domain, settings }, leaving);
  });
  if (gone === null) return false;
  await forgetMail(gone);
  domain.wakeDelivery();
  await database.checkpoint();
  return true;
}
