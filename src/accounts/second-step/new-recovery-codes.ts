import { eq } from "drizzle-orm";
import { staffSecondSteps } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { makeRecoveryCodes, storedCodes } from "#src/accounts/recovery-codes.ts";
import { type Proved, type Proving, provePassword } from "#src/accounts/sign-in/prove-password.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";

/** Makes new recovery codes in place of the old ones, spent or not. They are given out this once. */
export async function newRecoveryCodes(accounts: Accounts, proving: Proving): Promise<Proved<string[]>> {
  const { database, clock, ids, sign } = accounts;
  const staffId = proving.staff.id;
  return provePassword(accounts, proving, async () => {
    const codes = makeRecoveryCodes();
    await database.transaction(async (tx) => {
      const own = eq(staffSecondSteps.userId, staffId);
      await tx
        .update(staffSecondSteps)
        .set({ backupCodes: storedCodes(sign, codes) })
        .where(own);
      await writeStaffEvent(tx, { id: ids(), staffId, kind: "recovery-codes-made", detail: null, at: clock() });
    });
    return codes;
  });
}
