import { sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { CHANNELS, type ChannelName, DELIVERY_STATES, type DeliveryState } from "#src/names/deliveries.ts";

export interface DeliveryCount {
  channel: ChannelName;
  state: DeliveryState;
  rows: number;
}

const EACH = JSON.stringify(CHANNELS.flatMap((channel) => DELIVERY_STATES.map((state) => ({ channel, state }))));

/** How many deliveries of each channel are in each state, counted no further than `most`; none where there are none. */
export async function countDeliveries(
  { database }: { database: Pick<Database, "query"> },
  most = -1,
): Promise<DeliveryCount[]> {
  return database.query.all<DeliveryCount>(sql`
    SELECT * FROM (
      SELECT value ->> 'channel' AS channel, value ->> 'state' AS state, (SELECT count(*) FROM (
        SELECT 1 FROM deliveries WHERE channel = value ->> 'channel' AND state = value ->> 'state' LIMIT ${most})) AS rows
      FROM json_each(${EACH}))
    WHERE rows > 0 ORDER BY channel, state`);
}
