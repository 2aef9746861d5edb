import { and, eq, min } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import type { ChannelName } from "#src/names/deliveries.ts";

/** When the next delivery of these channels is due or the next lease expires (ms since 1970), or null when there is none. */
export async function nextDue({ query }: Database, channels: readonly ChannelName[]): Promise<number | null> {
  const times: number[] = [];
  for (const channel of channels) {
    const of = (state: "pending" | "sending") => and(eq(deliveries.channel, channel), eq(deliveries.state, state));
    const [pending] = await query
      .select({ at: min(deliveries.dueAt) })
      .from(deliveries)
      .where(of("pending"));
    const [sending] = await query
      .select({ at: min(deliveries.leasedUntil) })
      .from(deliveries)
      .where(of("sending"));
    for (const at of [pending?.at, sending?.at]) if (at != null) times.push(at);
  }
  return times.length === 0 ? null : Math.min(...times);
}
