import { and, eq } from "drizzle-orm";
import { staffPasskeys } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";

/** Takes one of somebody's own passkeys away; doing it twice changes nothing. */
export async function removePasskey(
  { database, clock, ids }: Pick<Accounts, "database" | "clock" | "ids">,
  { staffId, passkey }: { staffId: string; passkey: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const own = and(eq(staffPasskeys.id, passkey), eq(staffPasskeys.userId, staffId));
    const [removed] = await tx.delete(staffPasskeys).where(own).returning({ name: staffPasskeys.name });
    if (!removed) return;
    await writeStaffEvent(tx, { id: ids(), staffId, kind: "passkey-removed", detail: removed.name, at: clock() });
  });
}
