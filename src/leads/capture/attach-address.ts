import { sql } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { attachments, leads } from "#db/schema/leads.ts";

/** An address that somebody gave at a result, as `address.ts` parses it. */
export interface GivenAddress {
  /** The lead's id if the address is new; another lead keeps its own. */
  id: string;
  address: string;
  name: string | null;
  firm: string | null;
  phone: string | null;
  assessmentId: number;
  now: number;
}

/**
 * Keeps a lead and attaches the assessment to it. What somebody typed never overwrites what a lead says.
 *
 * @returns the lead's id, which is the given one where the address is new.
 */
export async function attachAddress(tx: Tx, given: GivenAddress): Promise<string> {
  const { id, address, name, firm, phone, assessmentId, now } = given;
  const [lead] = await tx
    .insert(leads)
    .values({ id, address, name, firm, phone, createdAt: now })
    .onConflictDoUpdate({
      target: leads.address,
      set: {
        name: sql`coalesce(${leads.name}, excluded.name)`,
        firm: sql`coalesce(${leads.firm}, excluded.firm)`,
        phone: sql`coalesce(${leads.phone}, excluded.phone)`,
      },
    })
    .returning({ id: leads.id });
  const leadId = lead?.id ?? id;
  await tx.insert(attachments).values({ leadId, assessmentId, attachedAt: now }).onConflictDoNothing();
  return leadId;
}
