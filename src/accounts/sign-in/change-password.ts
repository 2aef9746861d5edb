import type { Accounts } from "#src/accounts/domain.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import { type Proved, type Proving, provePassword } from "./prove-password.ts";

export interface PasswordChange extends Proving {
  /** Those of the request, for its session. */
  headers: Headers;
  current: string;
  /** As `refusePassword` lets through. */
  wanted: string;
}

/** Changes somebody's password and ends their every session but a new one, whose cookies are the value. */
export async function changePassword(accounts: Accounts, change: PasswordChange): Promise<Proved<string[]>> {
  const { database, clock, ids } = accounts;
  const { staff, headers, current, wanted } = change;
  const auth = await accounts.auth();
  return provePassword(accounts, change, async () => {
    const { headers: answered } = await auth.api.changePassword({
      body: { currentPassword: current, newPassword: wanted, revokeOtherSessions: true },
      headers,
      returnHeaders: true,
    });
    const event = { id: ids(), staffId: staff.id, kind: "password-changed", detail: null, at: clock() } as const;
    await database.write([recordStaffEvent(event)]);
    return answered.getSetCookie();
  });
}
