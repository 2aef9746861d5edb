import { and, eq, gt, inArray, or, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { MINUTE } from "#src/time.ts";

/** The same mail asked for within this time is one form sent twice. Later it is somebody whom it has not reached. */
const SAME_SUBMISSION = MINUTE;

/** Whether a mail of `which` makes another one needless: it is under way, or was asked for less than a minute ago. */
export async function isRepeated(tx: Tx, which: SQL | undefined, now: number): Promise<boolean> {
  const { channel, state, createdAt } = deliveries;
  const recent = or(inArray(state, ["pending", "sending"]), gt(createdAt, now - SAME_SUBMISSION));
  return (await tx.$count(deliveries, and(eq(channel, "mail"), which, recent))) > 0;
}
