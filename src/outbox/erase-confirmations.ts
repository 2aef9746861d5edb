import { and, eq, lte, notInArray } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { ERASE_LINK_WORKS } from "#src/tokens.ts";
import { eraseDeliveries, type MailForgetter } from "./erase-deliveries.ts";

/**
 * Erases the records of erasures that were asked for and not confirmed in time: their links are dead, and no limit counts
 * them any more. Returns how many.
 */
export async function eraseConfirmations({
  database,
  clock,
  forgetMail,
}: MailForgetter & { database: Database; clock: () => number }): Promise<number> {
  const ended = and(
    eq(deliveries.kind, "erase"),
    lte(deliveries.createdAt, clock() - ERASE_LINK_WORKS),
    notInArray(deliveries.state, ["pending", "sending"]),
  );
  const ids = await database.transaction((tx) => eraseDeliveries(tx, ended));
  await forgetMail(ids);
  return ids.length;
}
