import { and, count, gt, inArray, lte, notInArray, or, sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { type ChannelName, DATED_MAILS, DELIVERY_STATES, type DeliveryState } from "#src/names/deliveries.ts";
import { SECOND } from "#src/time.ts";

export interface DeliveryHealth {
  counts: Record<DeliveryState, number>;
  /** Age of the oldest delivery that is neither sent nor given up, in whole seconds; null when there is none. */
  oldestPendingSeconds: number | null;
}

/** The state of these channels' deliveries, for /health. */
export async function deliveryState(
  database: Database,
  clock: () => number,
  channels: readonly ChannelName[],
): Promise<DeliveryHealth> {
  const served = inArray(deliveries.channel, [...channels]);
  // A reminder lies in the outbox for months before it is due: that is no delay.
  const due = or(gt(deliveries.attempts, 0), lte(deliveries.dueAt, clock()));
  const dated = inArray(deliveries.kind, [...DATED_MAILS]);
  const waitsSince = sql<number | null>`min(CASE WHEN ${dated}
    THEN coalesce(${deliveries.firstTriedAt}, ${deliveries.dueAt}) ELSE ${deliveries.createdAt} END)`;
  const { query } = database;
  const rows = await query
    .select({ state: deliveries.state, rows: count() })
    .from(deliveries)
    .where(served)
    .groupBy(deliveries.state);
  const [oldest] = await query
    .select({ at: waitsSince })
    .from(deliveries)
    .where(
      and(
        served,
        inArray(deliveries.state, ["pending", "sending"]),
        or(notInArray(deliveries.kind, [...DATED_MAILS]), due),
      ),
    );
  const counts = Object.fromEntries(DELIVERY_STATES.map((state) => [state, 0])) as Record<DeliveryState, number>;
  for (const row of rows) counts[row.state] = row.rows;
  const since = oldest?.at ?? null;
  return { counts, oldestPendingSeconds: since === null ? null : Math.max(0, Math.floor((clock() - since) / SECOND)) };
}
