import { eq } from "drizzle-orm";
import { joinLinks, staff } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import type { StaffRole } from "#src/names/accounts.ts";
import { closeInvitations } from "./close-invitations.ts";
import { isLastOwner, isOwner, type PersonRefusal, type ToPerson } from "./is-owner.ts";

/**
 * Makes somebody an owner or a member, from their next request on; what a new member had invited people to as an owner is
 * closed.
 */
export async function changeRole(
  accounts: Accounts,
  { by, person, role }: ToPerson & { role: StaffRole },
): Promise<"changed" | PersonRefusal> {
  const { database, clock, ids } = accounts;
  const now = clock();
  return database.transaction(async (tx) => {
    const [whose] = await tx.select({ email: staff.email }).from(staff).where(eq(staff.id, person));
    if (!(await isOwner(tx, by))) return "forbidden";
    if (!whose) return "gone";
    if (role === "member" && (await isLastOwner(tx, person))) return "last-owner";
    await tx
      .update(staff)
      .set({ role, updatedAt: new Date(now) })
      .where(eq(staff.id, person));
    const detail = `${whose.email} is now ${role}`;
    await writeStaffEvent(tx, { id: ids(), staffId: by, kind: "role-changed", detail, at: now });
    if (role === "member") await closeInvitations(tx, accounts, { which: eq(joinLinks.invitedBy, person), by, now });
    return "changed";
  });
}
