import type { Accounts } from "#src/accounts/domain.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import { openSession } from "./open-session.ts";
import { type Proved, type Proving, provePassword } from "./prove-password.ts";
import { setPassword } from "./set-password.ts";

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
    const now = clock();
    const { id: staffId } = staff;
    await database.transaction(async (tx) => {
      await setPassword(tx, { staffId, hash, now });
      await writeStaffEvent(tx, { id: ids(), staffId, kind: "password-changed", detail: null, at: now });
    });
    return openSession(accounts, staff, userAgent);
  });
}
