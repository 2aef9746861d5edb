import { eq } from "drizzle-orm";
import { leadStandings } from "#db/schema/leads.ts";
import { staff as people } from "#db/schema/staff.ts";
import { type Actor, type Changed, changeStanding, isPerson, lastChange, type StaffDomain } from "./change.ts";

export interface OwnerChange {
  lead: string;
  /** The id of who owned it as the page showed, or null for nobody. */
  was: string | null;
  to: string | null;
  staff: Actor;
}

/** Gives a lead to somebody of staff, or to nobody. A conflict's `now` is the owner's name, or null for nobody. */
export async function changeOwner(domain: StaffDomain, change: OwnerChange): Promise<Changed<string | null>> {
  const changed = await domain.database.transaction(async (tx): Promise<Changed<string | null>> => {
    const isKnown = await isPerson(tx, change.to);
    if (isKnown && (await changeStanding(tx, domain, "ownerId", change))) return { status: "changed" };
    const [standing] = await tx
      .select({ ownerId: leadStandings.ownerId, name: people.name })
      .from(leadStandings)
      .leftJoin(people, eq(people.id, leadStandings.ownerId))
      .where(eq(leadStandings.leadId, change.lead));
    if (!standing) return { status: "unknown" };
    if (standing.ownerId === change.to) return { status: "same" };
    if (standing.ownerId === change.was) return { status: "unknown" };
    const { by, at } = await lastChange(tx, change.lead, "owner-changed");
    return { status: "conflict", now: standing.name, by, at };
  });
  if (changed.status === "changed") domain.wakeDelivery();
  return changed;
}
