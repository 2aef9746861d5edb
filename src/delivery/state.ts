import { and, count, inArray, min } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { deliveries } from "#db/delivery-schema.ts";
import { SECOND } from "../assessments/domain.ts";
import { type ChannelName, DELIVERY_STATES, type DeliveryState } from "./names.ts";

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
  const { query } = database;
  const rows = await query
    .select({ state: deliveries.state, rows: count() })
    .from(deliveries)
    .where(served)
    .groupBy(deliveries.state);
  const [oldest] = await query
    .select({ createdAt: min(deliveries.createdAt) })
    .from(deliveries)
    .where(and(served, inArray(deliveries.state, ["pending", "sending"])));
  const counts = Object.fromEntries(DELIVERY_STATES.map((state) => [state, 0])) as Record<DeliveryState, number>;
  for (const row of rows) counts[row.state] = row.rows;
  const since = oldest?.createdAt ?? null;
  return { counts, oldestPendingSeconds: since === null ? null : Math.max(0, Math.floor((clock() - since) / SECOND)) };
}
