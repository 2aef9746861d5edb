import { eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { staffAccounts, staffSessions } from "#db/schema/staff.ts";

/** Gives somebody another password, by its hash, and ends their every session. */
export async function setPassword(
  tx: Tx,
  { staffId, hash, now }: { staffId: string; hash: string; now: number },
): Promise<void> {
  await tx
    .update(staffAccounts)
    .set({ password: hash, updatedAt: new Date(now) })
    .where(eq(staffAccounts.userId, staffId));
  await tx.delete(staffSessions).where(eq(staffSessions.userId, staffId));
}
