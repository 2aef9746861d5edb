import type { Accounts } from "#src/accounts/domain.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import { openSession } from "./open-session.ts";
import { type Proved, type Proving, provePassword } from "./prove-password.ts";

export interface PasswordChange extends Proving {
  /** As `refusePassword` lets through. */
  wanted: string;
  userAgent: string | null;
}

/** Changes somebody's password and ends their every session but a new one, whose cookies are the value. */
export async function changePassword(accounts: Accounts, change: PasswordChange): Promise<Proved<string[]>> {
  const { database, clock, ids, auth } = accounts;
  const { staff, wanted, userAgent } = change;
  return provePassword(accounts, change, async () => {
    const hash = await (await (await auth()).$context).password.hash(wanted);
    const args = { staff: staff.id, hash, now: clock() };
    await database.write([
      { sql: "UPDATE staff_accounts SET password = :hash, updated_at = :now WHERE user_id = :staff", args },
      { sql: "DELETE FROM staff_sessions WHERE user_id = :staff", args: { staff: staff.id } },
      recordStaffEvent({ id: ids(), staffId: staff.id, kind: "password-changed", detail: null, at: clock() }),
    ]);
    return openSession(accounts, staff, userAgent);
  });
}
