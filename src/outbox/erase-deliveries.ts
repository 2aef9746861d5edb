import type { SQL } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";

/** Whoever erases deliveries has what their mail channel keeps of them removed too. */
export interface MailForgetter {
  forgetMail: (ids: readonly string[]) => Promise<void>;
}

/**
 * Erases deliveries, before whatever they hang on: what a cascade takes is not told. Give the ids to `forgetMail` after
 * the commit, so that no file of the mailbox outlives its delivery.
 */
export async function eraseDeliveries(tx: Tx, which: SQL | undefined): Promise<string[]> {
  const erased = await tx.delete(deliveries).where(which).returning({ id: deliveries.id });
  return erased.map(({ id }) => id);
}
