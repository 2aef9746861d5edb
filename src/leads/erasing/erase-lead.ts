import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { leads } from "#db/schema/leads.ts";
import type { MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { eraseEverything } from "./erase-everything.ts";

export interface Erasing extends MailForgetter {
  database: Database;
  /** The keyed hash of an address. */
  hashAddress: (address: string) => string;
}

/**
 * Erases a lead with everything under it, in one transaction, then what the mailbox folder and the write-ahead log still
 * hold of it. Only a keyed hash of the address may stay, on the suppression list. False when there is no such lead.
 */
export async function eraseLead({ database, hashAddress, forgetMail }: Erasing, leadId: string): Promise<boolean> {
  const gone = await database.transaction(async (tx) => {
    const [lead] = await tx.select({ address: leads.address }).from(leads).where(eq(leads.id, leadId));
    return lead ? eraseEverything(tx, { leadId, address: lead.address, hash: hashAddress(lead.address) }) : null;
  });
  if (gone === null) return false;
  await forgetMail(gone);
  await database.checkpoint();
  return true;
}
