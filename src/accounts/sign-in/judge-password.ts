import { and, eq, type SQL } from "drizzle-orm";
import { staff, staffAccounts } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { isCurrent, NOBODYS_HASH } from "#src/accounts/password-hash.ts";

/**
 * Judges a password as typed. One query and one hash, whether or not anybody is found. A right one whose hash is from
 * before is hashed anew.
 *
 * @param whose a condition on `staff`
 */
export async function judgePassword(
  { database, auth }: Pick<Accounts, "database" | "auth">,
  whose: SQL,
  password: string,
): Promise<{ staffId: string | null; right: boolean }> {
  const [found] = await database.query
    .select({ staffId: staff.id, hash: staffAccounts.password })
    .from(staff)
    .leftJoin(staffAccounts, and(eq(staffAccounts.userId, staff.id), eq(staffAccounts.providerId, "credential")))
    .where(whose);
  const { password: passwords } = await (await auth()).$context;
  const hash = found?.hash ?? NOBODYS_HASH;
  const right = await passwords.verify({ hash, password });
  if (found && right && !isCurrent(hash)) {
    await database.query
      .update(staffAccounts)
      .set({ password: await passwords.hash(password) })
      .where(and(eq(staffAccounts.userId, found.staffId), eq(staffAccounts.password, hash)));
  }
  return { staffId: found?.staffId ?? null, right };
}
