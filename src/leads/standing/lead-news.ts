import { eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { leadStandings } from "#db/schema/leads.ts";

/** What webhooks are told of a lead: a lead that stands nowhere yet is new to them, though its address may be known. */
export async function leadNews(tx: Tx, leadId: string): Promise<"lead.created" | "lead.updated"> {
  return (await tx.$count(leadStandings, eq(leadStandings.leadId, leadId))) > 0 ? "lead.updated" : "lead.created";
}
