import { inArray } from "drizzle-orm";
import { consents } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { endWishes } from "#src/leads/erasing/end-wishes.ts";
import { withdrawReminders } from "#src/progress/reminders/withdraw.ts";

/**
 * Ends it that a mailbox is asked again, whatever result that was asked for at, and withdraws its consent to that, all in
 * one transaction; again changes nothing. A mail that is being sent at this moment is not recalled, but is not tried a
 * second time. Reminders of commitments are apart.
 */
export async function stopAsking(
  { database, clock, ids }: Pick<Domain, "database" | "clock" | "ids">,
  leadId: string,
): Promise<void> {
  const now = clock();
  const event = ids();
  await database.transaction(async (tx) => {
    const versions = await endWishes(tx, leadId, now);
    await withdrawReminders(tx, { event, leadId, now }, inArray(consents.textVersion, versions));
  });
}
