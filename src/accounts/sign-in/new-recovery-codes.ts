import type { Accounts } from "#src/accounts/domain.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import { type Proved, type Proving, provePassword } from "./prove-password.ts";

/** Makes new recovery codes in place of the old ones. They are given out this once. */
export async function newRecoveryCodes(
  accounts: Accounts,
  request: Proving & { headers: Headers; password: string },
): Promise<Proved<string[]>> {
  const { database, clock, ids } = accounts;
  const { staff, headers, password } = request;
  const auth = await accounts.auth();
  return provePassword(accounts, request, async () => {
    const { backupCodes } = await auth.api.generateBackupCodes({ body: { password }, headers });
    const event = { id: ids(), staffId: staff.id, kind: "recovery-codes-made", detail: null, at: clock() } as const;
    await database.write([recordStaffEvent(event)]);
    return backupCodes;
  });
}
