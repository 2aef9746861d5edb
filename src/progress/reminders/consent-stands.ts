import { and, eq, isNull } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { consents } from "#db/schema/leads.ts";

/** Whether a mailbox's consent to what it wished stands, by the version of the text that it said yes to. */
export async function consentStands(
  query: Query,
  { leadId, textVersion }: { leadId: string; textVersion: string | null },
): Promise<boolean> {
  const given = and(eq(consents.leadId, leadId), eq(consents.purpose, "reminder"), isNull(consents.withdrawnAt));
  return (await query.$count(consents, and(given, eq(consents.textVersion, textVersion ?? "")))) > 0;
}
