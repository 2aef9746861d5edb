import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { joinLinks } from "#db/schema/staff.ts";
import type { Reopening } from "#src/names/accounts.ts";
import { opensAt } from "./join-link-opens.ts";

/**
 * Uses a join link up and returns it: of any number of requests at once one is given it. Undefined where it is used up, has
 * run out, or is for something else than `reopens` says.
 */
export async function spendJoinLink(
  tx: Tx,
  { id, reopens, now }: { id: string; reopens: Reopening | null; now: number },
): Promise<typeof joinLinks.$inferSelect | undefined> {
  const purpose = reopens === null ? isNull(joinLinks.reopens) : eq(joinLinks.reopens, reopens);
  const [link] = await tx
    .update(joinLinks)
    .set({ usedAt: now })
    .where(and(eq(joinLinks.id, id), opensAt(now), purpose))
    .returning();
  return link;
}
