import type { Accounts } from "#src/accounts/domain.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";

/** Signs somebody out everywhere, here too: every session ends on the server. */
export async function endSessions({ database, clock, ids }: Accounts, staffId: string): Promise<void> {
  await database.write([
    { sql: "DELETE FROM staff_sessions WHERE user_id = :staff", args: { staff: staffId } },
    recordStaffEvent({ id: ids(), staffId, kind: "sessions-ended", detail: null, at: clock() }),
  ]);
}
