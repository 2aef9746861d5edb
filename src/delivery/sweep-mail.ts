import { inArray } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";

const AT_ONCE = 200;

/**
 * Removes what the channel keeps of deliveries that are no more: a process may have died between erasing and removing, and
 * what ends in its own time takes its deliveries along unseen. Returns how many messages went.
 */
export async function sweepMail<M>(
  { database }: { database: Database },
  channel: Channel<M>,
  signal?: AbortSignal,
): Promise<number> {
  let swept = 0;
  // A message is there only after its row was: a row that is missing now has been erased.
  const kept = (await channel.kept?.()) ?? [];
  for (let place = 0; place < kept.length && !signal?.aborted; place += AT_ONCE) {
    const some = kept.slice(place, place + AT_ONCE);
    const rows = await database.query
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(inArray(deliveries.id, some));
    const standing = new Set(rows.map(({ id }) => id));
    const gone = some.filter((id) => !standing.has(id));
    await channel.forget?.(gone);
    swept += gone.length;
  }
  return swept;
}
