import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { commitments } from "#db/schema/progress.ts";
import { endWishes, WISH_KINDS } from "./end-wishes.ts";

/** Ends all that a mailbox would be reminded of: its commitments are kept and shown without a reminder. */
export async function endReminders(tx: Tx, leadId: string, now: number): Promise<void> {
  const reminded = and(isNotNull(commitments.confirmedAt), isNull(commitments.stoppedAt));
  await tx
    .update(commitments)
    .set({ stoppedAt: now })
    .where(and(eq(commitments.leadId, leadId), reminded));
  for (const kind of WISH_KINDS) await endWishes(tx, kind, { leadId, now });
}
