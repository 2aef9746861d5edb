import { eq } from "drizzle-orm";
import { leadStandings } from "#db/schema/leads.ts";
import type { LeadStatus } from "#src/names/leads.ts";
import { type By, type Changed, changeStatements, lastChange, type StaffDomain } from "./change.ts";

export interface StatusChange {
  lead: string;
  /** The status that the page showed. */
  was: LeadStatus;
  to: LeadStatus;
  staff: By;
}

/** Moves a lead from one status to another, with the event that says who did it. Never over somebody else's change. */
export async function changeStatus(domain: StaffDomain, change: StatusChange): Promise<Changed<LeadStatus>> {
  const statements = changeStatements(domain, { ...change, column: "status", kind: "status-changed" });
  const [made] = await domain.database.write(statements);
  if (made?.rowsAffected === 1) {
    domain.wakeDelivery();
    return { status: "changed" };
  }
  const [standing] = await domain.database.query
    .select({ status: leadStandings.status })
    .from(leadStandings)
    .where(eq(leadStandings.leadId, change.lead));
  if (!standing) return { status: "unknown" };
  if (standing.status === change.to) return { status: "same" };
  const { by, at } = await lastChange(domain, change.lead, "status-changed");
  return { status: "conflict", now: standing.status, by, at };
}
