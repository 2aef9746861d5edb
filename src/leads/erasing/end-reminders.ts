import { and, eq, inArray, isNotNull, isNull, notInArray, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { consents } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";
import { endWishes, versionsOfWishes, WISH_KINDS, wishMails, wishOf } from "./end-wishes.ts";

type Ending = { leadId: string; now: number };

/** Ends all that a mailbox would be reminded of: its commitments are kept and shown without a reminder. */
export async function endReminders(tx: Tx, { leadId, now }: Ending): Promise<void> {
  await endCommitments(tx, { leadId, now });
  for (const kind of WISH_KINDS) await endWishes(tx, kind, { leadId, now });
}

/**
 * Ends what a mailbox said yes to in this version of a text: the reminders of its commitments, or its wishes of one kind.
 *
 * @returns the kinds of its mails, and which of the mailbox's consents are to the same, whatever their version
 */
export async function endRemindedIn(
  tx: Tx,
  version: string,
  { leadId, now }: Ending,
): Promise<{ mails: readonly DeliveryKind[]; same: SQL }> {
  const wish = await wishOf(tx, leadId, version);
  if (wish) {
    const versions = await endWishes(tx, wish, { leadId, now });
    return { mails: wishMails(wish), same: inArray(consents.textVersion, [version, ...versions]) };
  }
  await endCommitments(tx, { leadId, now });
  const others = await versionsOfWishes(tx, leadId);
  return { mails: ["confirm-reminder", "reminder"], same: notInArray(consents.textVersion, others) };
}

async function endCommitments(tx: Tx, { leadId, now }: Ending): Promise<void> {
  const reminded = and(isNotNull(commitments.confirmedAt), isNull(commitments.stoppedAt));
  await tx
    .update(commitments)
    .set({ stoppedAt: now })
    .where(and(eq(commitments.leadId, leadId), reminded));
}
