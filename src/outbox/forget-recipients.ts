import { and, eq, inArray, isNotNull, isNull, lte, notInArray, sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries, deliveryTries } from "#db/schema/deliveries.ts";
import { DAY } from "#src/time.ts";
import type { MailForgetter } from "./erase-deliveries.ts";

/** How long the address of such a mail is kept. */
export const RECIPIENTS_KEPT = DAY;

/**
 * Empties the address, what is left of the message and what a provider said of either, of every "finish later" mail that
 * a day has passed over: no limit counts it any more, and its reader is no lead. Returns how many were emptied.
 */
export async function forgetRecipients({
  database,
  clock,
  forgetMail,
}: MailForgetter & { database: Database; clock: () => number }): Promise<number> {
  const { kind, createdAt, recipient, state, reason } = deliveries;
  const passed = and(
    ...[eq(kind, "finish-later"), lte(createdAt, clock() - RECIPIENTS_KEPT), isNotNull(recipient)],
    notInArray(state, ["pending", "sending"]),
  );
  const ids = await database.transaction(async (tx) => {
    const emptied = await tx
      .update(deliveries)
      .set({
        recipient: null,
        mailboxHash: null,
        message: null,
        reason: sql`CASE WHEN ${state} = 'failed' THEN 'forgotten with the address' ELSE ${reason} END`,
      })
      .where(passed)
      .returning({ id: deliveries.id });
    const gone = tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(kind, "finish-later"), isNull(recipient)));
    await tx.delete(deliveryTries).where(inArray(deliveryTries.deliveryId, gone));
    return emptied.map(({ id }) => id);
  });
  if (ids.length === 0) return 0;
  await forgetMail(ids);
  await database.checkpoint();
  return ids.length;
}
