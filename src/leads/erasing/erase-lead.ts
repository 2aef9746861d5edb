import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { leads } from "#db/schema/leads.ts";
import { erasedIn, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { eraseLeadStatements } from "./erase-statements.ts";

export interface Erasing extends MailForgetter {
  database: Database;
  /** The keyed hash of an address. */
  hashAddress: (address: string) => string;
}

/**
 * Erases a lead with everything under it, in one transaction, then what the mailbox folder and the write-ahead log still
 * hold of it. Only a keyed hash of the address may stay, on the suppression list. False when there is no such lead.
 */
export async function eraseLead({ database, hashAddress, forgetMail }: Erasing, lead: string): Promise<boolean> {
  const [found] = await database.query.select({ address: leads.address }).from(leads).where(eq(leads.id, lead));
  if (!found) return false;
  const { address } = found;
  const results = await database.write(eraseLeadStatements({ lead, address, hash: hashAddress(address) }));
  await forgetMail(erasedIn(results));
  await database.checkpoint();
  return results.at(-1)?.rowsAffected === 1;
}
