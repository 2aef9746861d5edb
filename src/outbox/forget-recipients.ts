import type { Database } from "#db/client/client.ts";
import { DAY } from "#src/time.ts";

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
}: {
  database: Database;
  clock: () => number;
  forgetMail: (ids: readonly string[]) => Promise<void>;
}): Promise<number> {
  const [emptied] = await database.write([
    {
      sql: `UPDATE deliveries SET recipient = NULL, message = NULL,
              reason = CASE WHEN state = 'failed' THEN 'forgotten with the address' ELSE reason END
            WHERE kind = 'finish-later' AND created_at <= :before AND recipient IS NOT NULL
              AND state NOT IN ('pending', 'sending') RETURNING id`,
      args: { before: clock() - RECIPIENTS_KEPT },
    },
    {
      sql: `DELETE FROM delivery_tries WHERE delivery_id IN
              (SELECT id FROM deliveries WHERE kind = 'finish-later' AND recipient IS NULL)`,
      args: {},
    },
  ]);
  const ids = emptied?.rows.map(({ id }) => String(id)) ?? [];
  if (ids.length === 0) return 0;
  await forgetMail(ids);
  await database.checkpoint();
  return ids.length;
}
