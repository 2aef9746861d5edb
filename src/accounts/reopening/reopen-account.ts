import { eq } from "drizzle-orm";
import { staff, staffPasskeys, staffSecondSteps } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { setPassword } from "#src/accounts/sign-in/set-password.ts";
import { spendJoinLink } from "#src/accounts/spend-join-link.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";

/**
 * Uses up a link that opens an account again: its person becomes an owner with a new password; second step, passkeys and
 * sessions are gone. Whether this request was the one that did it.
 *
 * @param hash of the new password
 */
export async function reopenAccount(
  { database, clock, ids }: Accounts,
  { link, hash }: { link: string; hash: string },
): Promise<boolean> {
  const now = clock();
  return database.transaction(async (tx) => {
    const used = await spendJoinLink(tx, { id: link, reopens: "account", now });
    if (!used?.staffId) return false;
    const { staffId, email } = used;
    await tx.delete(staffSecondSteps).where(eq(staffSecondSteps.userId, staffId));
    await tx.delete(staffPasskeys).where(eq(staffPasskeys.userId, staffId));
    await setPassword(tx, { staffId, hash, now });
    await tx
      .update(staff)
      .set({ role: "owner", twoFactorEnabled: false, updatedAt: new Date(now) })
      .where(eq(staff.id, staffId));
    await writeStaffEvent(tx, { id: ids(), staffId, kind: "account-reopened", detail: email, at: now });
    return true;
  });
}
