import { eq } from "drizzle-orm";
import { leadEvents } from "#db/schema/leads.ts";
import { joinLinks, staff, staffEvents } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import { closeInvitations } from "./close-invitations.ts";
import { isLastOwner, isOwner, type PersonRefusal, type ToPerson } from "./is-owner.ts";

/**
 * Takes somebody's account away, with password, second step, every session and the invitations they sent; what they did
 * stays told.
 */
export async function removePerson(
  accounts: Pick<Accounts, "database" | "clock" | "ids">,
  { by, person }: ToPerson,
): Promise<"removed" | PersonRefusal> {
  const { database, clock, ids } = accounts;
  const now = clock();
  return database.transaction(async (tx) => {
    const [whose] = await tx.select({ name: staff.name, email: staff.email }).from(staff).where(eq(staff.id, person));
    if (!(await isOwner(tx, by))) return "forbidden";
    if (!whose) return "gone";
    if (await isLastOwner(tx, person)) return "last-owner";
    await closeInvitations(tx, accounts, { which: eq(joinLinks.invitedBy, person), by, now });
    await writeStaffEvent(tx, { id: ids(), staffId: by, kind: "removed", detail: whose.email, at: now });
    await tx.update(leadEvents).set({ staffName: whose.name }).where(eq(leadEvents.staffId, person));
    await tx.update(staffEvents).set({ staffName: whose.name }).where(eq(staffEvents.staffId, person));
    await tx.delete(staff).where(eq(staff.id, person));
    return "removed";
  });
}
