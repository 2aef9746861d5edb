import type { Database } from "#db/client.ts";
import { DAY } from "../assessments/domain.ts";

/** How long the address of such a mail is kept. */
export const RECIPIENTS_KEPT = DAY;

/**
 * Empties the address and what is left of the message of every "finish later" mail that a day has passed over: no limit
 * counts it any more, and its reader is no lead. Returns how many were emptied.
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
      sql: `UPDATE deliveries SET recipient = NULL, message = NULL
            WHERE kind = 'finish-later' AND created_at <= :before AND recipient IS NOT NULL
              AND state NOT IN ('pending', 'sending') RETURNING id`,
      args: { before: clock() - RECIPIENTS_KEPT },
    },
  ]);
  const ids = emptied?.rows.map(({ id }) => String(id)) ?? [];
  if (ids.length === 0) return 0;
  await forgetMail(ids);
  await database.checkpoint();
  return ids.length;
}
