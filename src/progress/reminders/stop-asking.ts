import { inArray } from "drizzle-orm";
import { consents } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { endWishes, type WishKind } from "#src/leads/erasing/end-wishes.ts";
import { withdrawReminders } from "./withdraw.ts";

/**
 * Ends every wish of this kind that a mailbox has, whatever result it was told at, and withdraws its consent to that, all
 * in one transaction; again changes nothing. A mail that is being sent at this moment is not recalled, but is not tried a
 * second time. What it wishes of another kind, and reminders of commitments, are apart.
 */
export async function stopAsking(
  { database, clock, ids }: Pick<Domain, "database" | "clock" | "ids">,
  kind: WishKind,
  leadId: string,
): Promise<void> {
  const now = clock();
  const event = ids();
  await database.transaction(async (tx) => {
    const versions = await endWishes(tx, kind, { leadId, now });
    await withdrawReminders(tx, { event, leadId, now }, inArray(consents.textVersion, versions));
  });
}
