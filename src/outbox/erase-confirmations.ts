import type { Database } from "#db/client/client.ts";
import { ERASE_LINK_WORKS } from "#src/tokens.ts";
import { eraseDeliveries, erasedIn, type MailForgetter } from "./erase-deliveries.ts";

/**
 * Erases the records of erasures that were asked for and not confirmed in time: their links are dead, and no limit counts
 * them any more. Returns how many.
 */
export async function eraseConfirmations({
  database,
  clock,
  forgetMail,
}: MailForgetter & { database: Database; clock: () => number }): Promise<number> {
  const ended = {
    sql: "kind = 'erase' AND created_at <= :before AND state NOT IN ('pending', 'sending')",
    args: { before: clock() - ERASE_LINK_WORKS },
  };
  const ids = erasedIn(await database.write([eraseDeliveries(ended)]));
  await forgetMail(ids);
  return ids.length;
}
