import { eq } from "drizzle-orm";
import { leadStandings } from "#db/schema/leads.ts";
import type { LeadStatus } from "#src/names/leads.ts";
import { type Actor, type Changed, changeStanding, lastChange, type StaffDomain } from "./change.ts";

export interface StatusChange {
  lead: string;
  /** The status that the page showed. */
  was: LeadStatus;
  to: LeadStatus;
  staff: Actor;
}

/** Moves a lead from one status to another, with the event that says who did it. Never over somebody else's change. */
export async function changeStatus(domain: StaffDomain, change: StatusChange): Promise<Changed<LeadStatus>> {
  const changed = await domain.database.transaction(async (tx): Promise<Changed<LeadStatus>> => {
    if (await changeStanding(tx, domain, "status", change)) return { status: "changed" };
    const [standing] = await tx
      .select({ status: leadStandings.status })
      .from(leadStandings)
      .where(eq(leadStandings.leadId, change.lead));
    if (!standing) return { status: "unknown" };
    if (standing.status === change.to) return { status: "same" };
    const { by, at } = await lastChange(tx, change.lead, "status-changed");
    return { status: "conflict", now: standing.status, by, at };
  });
  if (changed.status === "changed") domain.wakeDelivery();
  return changed;
}
