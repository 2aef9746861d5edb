import { and, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { joinLinks } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { opensAt } from "#src/accounts/join-link-opens.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";

/**
 * Closes open invitations, each with a line in the audit trail, and keeps back the messages that would carry them.
 *
 * @param which of them, a condition on `join_links`
 * @param by who of staff is the reason
 */
export async function closeInvitations(
  tx: Tx,
  { ids }: Pick<Accounts, "ids">,
  { which, by, now }: { which: SQL | undefined; by: string; now: number },
): Promise<void> {
  const open = and(eq(joinLinks.kind, "invitation"), isNull(joinLinks.reopens), opensAt(now));
  const closing = await tx.select({ id: joinLinks.id, email: joinLinks.email }).from(joinLinks).where(and(open, which));
  const links = closing.map(({ id }) => id);
  await tx
    .update(deliveries)
    .set({ state: "cancelled", reason: "the invitation was withdrawn" })
    .where(and(eq(deliveries.state, "pending"), inArray(deliveries.joinLinkId, links)));
  await tx.update(joinLinks).set({ expiresAt: now }).where(inArray(joinLinks.id, links));
  for (const { email } of closing)
    await writeStaffEvent(tx, { id: ids(), staffId: by, kind: "invitation-withdrawn", detail: email, at: now });
}
