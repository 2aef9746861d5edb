import { and, eq } from "drizzle-orm";
import { leadEvents } from "#db/schema/leads.ts";
import type { Actor, StaffDomain } from "./change.ts";

/** Takes a note of one's own off a lead. Whether it was there: somebody else's stays. */
export async function removeNote(
  { database }: Pick<StaffDomain, "database">,
  { lead, note, staff }: { lead: string; note: string; staff: Actor },
): Promise<boolean> {
  const own = and(eq(leadEvents.leadId, lead), eq(leadEvents.staffId, staff.id), eq(leadEvents.kind, "note"));
  const { rowsAffected } = await database.query.delete(leadEvents).where(and(eq(leadEvents.id, note), own));
  return rowsAffected === 1;
}
