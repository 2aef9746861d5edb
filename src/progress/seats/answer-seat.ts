import type { Domain } from "#src/assessments/domain.ts";
import { defineItems } from "./define-items.ts";

/**
 * Keeps one answer of a seat that answers the "define" items; a later answer to the same item wins. With the last of
 * them the seat is done, and from then on nothing changes. The caller has checked that the option belongs to the item.
 */
export async function answerSeat(
  { database, clock, bank }: Pick<Domain, "database" | "clock" | "bank">,
  seat: string,
  given: { item: string; option: string },
): Promise<void> {
  const items = defineItems(bank).map(({ id }) => id);
  const now = clock();
  await database.write([
    {
      sql: `INSERT INTO seat_answers (seat_id, item, option, answered_at)
            SELECT id, :item, :option, :now FROM seats
            WHERE reference = :seat AND scope = 'define' AND done_at IS NULL
            ON CONFLICT (seat_id, item) DO UPDATE SET option = excluded.option, answered_at = excluded.answered_at`,
      args: { ...given, now, seat },
    },
    {
      sql: `UPDATE seats SET done_at = :now
            WHERE reference = :seat AND scope = 'define' AND done_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM json_each(:items) AS asked
                WHERE asked.value NOT IN (SELECT item FROM seat_answers WHERE seat_id = seats.id))`,
      args: { now, seat, items: JSON.stringify(items) },
    },
  ]);
}
