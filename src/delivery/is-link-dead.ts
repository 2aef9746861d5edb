import { and, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { joinLinks } from "#db/schema/staff.ts";
import { opensAt } from "#src/accounts/join-link-opens.ts";
import type { Delivery } from "#src/outbox/delivery.ts";

/** How the outbox words a message that was dropped for that. */
export const LINK_DEAD = "The link in it opens nothing any more.";

/** Whether the link to the desk that a message carries is used, withdrawn or has run out. Asked before every try. */
export async function isLinkDead(
  { database, clock }: { database: Pick<Database, "query">; clock: () => number },
  { joinLinkId }: Pick<Delivery, "joinLinkId">,
): Promise<boolean> {
  if (joinLinkId === null) return false;
  const opens = and(eq(joinLinks.id, joinLinkId), opensAt(clock()));
  return (await database.query.$count(joinLinks, opens)) === 0;
}
