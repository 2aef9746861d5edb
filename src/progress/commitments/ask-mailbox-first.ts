import { createHmac } from "node:crypto";
import { and, eq, like } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { askWasThisYou } from "#src/outbox/ask-was-this-you.ts";
import { isRepeated } from "#src/outbox/is-repeated.ts";
import type { Terms } from "./terms.ts";

/** A commitment that is asked for in a listed mailbox's name. `now` in milliseconds since 1970. */
export interface AskedFirst {
  assessmentId: number;
  terms: Terms;
  address: string;
  addressHash: string;
  mailboxHash: string;
  clientHash: ClientHash | null;
  now: number;
}

/**
 * Asks the mailbox whether it was asked for there, and keeps nothing of the commitment but a row that counts as one at its
 * result. The very same asked for once more counts against the limits again, as its mail would, and at the result no more.
 */
export async function askMailboxFirst(tx: Tx, asked: AskedFirst): Promise<void> {
  const { assessmentId, terms: _, ...from } = asked;
  const wanted = { kind: "confirm-reminder" as const, ...from };
  const id = idOf(asked);
  if (!(await wasAskedFirst(tx, asked))) return askWasThisYou(tx, { ...wanted, id, about: { assessmentId } });
  const same = and(eq(deliveries.mailboxHash, asked.mailboxHash), like(deliveries.id, `${id}%`));
  if (await isRepeated(tx, same, asked.now)) return;
  await askWasThisYou(tx, { ...wanted, id: `${id}-${asked.now}`, about: {} });
}

/** Whether the very same was asked for before in this mailbox's name. */
export async function wasAskedFirst(tx: Tx, asked: AskedFirst): Promise<boolean> {
  return (await tx.$count(deliveries, eq(deliveries.id, idOf(asked)))) > 0;
}

/** A hash of the terms, keyed by the address's own keyed hash: nobody finds the terms by it. */
function idOf({ assessmentId, terms: { layer, condition, dueAt }, addressHash }: AskedFirst): string {
  const terms = JSON.stringify([assessmentId, layer, condition, dueAt]);
  return createHmac("sha256", addressHash).update(terms).digest("hex").slice(0, 32);
}
