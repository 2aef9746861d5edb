import { eq } from "drizzle-orm";
import { staffSessions } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";

/** Signs somebody out everywhere, here too: every session ends on the server. */
export async function endSessions({ database, clock, ids }: Accounts, staffId: string): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.delete(staffSessions).where(eq(staffSessions.userId, staffId));
    await writeStaffEvent(tx, { id: ids(), staffId, kind: "sessions-ended", detail: null, at: clock() });
  });
}
