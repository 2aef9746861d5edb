import { count } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import type { ChannelName, DeliveryState } from "#src/names/deliveries.ts";

export interface DeliveryCount {
  channel: ChannelName;
  state: DeliveryState;
  rows: number;
}

/** How many deliveries of each channel are in each state; none where there are none. */
export async function countDeliveries({ database }: { database: Database }): Promise<DeliveryCount[]> {
  return database.query
    .select({ channel: deliveries.channel, state: deliveries.state, rows: count() })
    .from(deliveries)
    .groupBy(deliveries.channel, deliveries.state);
}
