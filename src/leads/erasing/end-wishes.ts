import { and, eq, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import type { Query, Tx } from "#db/client/transaction.ts";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { fixPlans } from "#db/schema/check-ins.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { STOPPING } from "#src/outbox/may-replay.ts";

/** What a mailbox may wish for until it stops that: where it stands, and the mails of it. */
const WISHES = {
  "ask-again": { table: retakeReminders, mails: ["ask-again", "confirm-again"] },
  "check-in": { table: fixPlans, mails: ["check-in", "confirm-check-ins"] },
} as const;

export type WishKind = keyof typeof WISHES;
export const WISH_KINDS = Object.keys(WISHES) as WishKind[];
type WishTable = (typeof WISHES)[WishKind]["table"];

/** The mails of a kind of wish. */
export const wishMails = (kind: WishKind) => WISHES[kind].mails;

/** What a wish is that mails are sent for: confirmed and not stopped. */
export const isInForce = (table: WishTable) => and(isNotNull(table.confirmedAt), isNull(table.stoppedAt));

/**
 * Ends every wish of this kind that a mailbox has, but for `except`: what waits in the outbox for it is cancelled and its
 * body dropped.
 *
 * @returns the versions of the text that the mailbox had said yes to
 */
export async function endWishes(
  tx: Tx,
  kind: WishKind,
  { leadId, now, except = "" }: { leadId: string; now: number; except?: string },
): Promise<string[]> {
  const { mails, table } = WISHES[kind];
  const ended = await tx
    .update(table as WishTable)
    .set({ stoppedAt: now })
    .where(and(eq(table.leadId, leadId), isNull(table.stoppedAt), ne(table.id, except)))
    .returning({ version: table.textVersion });
  await tx
    .update(deliveries)
    .set(STOPPING)
    .where(and(eq(deliveries.leadId, leadId), inArray(deliveries.kind, [...mails]), eq(deliveries.state, "pending")));
  return ended.flatMap(({ version }) => version ?? []);
}

/** Whether nothing of this kind that a mailbox wished stands or waits for a yes any more. */
export async function hasEnded(query: Query, kind: WishKind, leadId: string): Promise<boolean> {
  const { table } = WISHES[kind];
  return (await query.$count(table, and(eq(table.leadId, leadId), isNull(table.stoppedAt)))) === 0;
}

/** The versions of the texts that a mailbox's wishes in force rest on. */
export async function versionsOfWishes(tx: Tx, leadId: string): Promise<string[]> {
  const found = await Promise.all(
    Object.values(WISHES).map(({ table }: { table: WishTable }) =>
      tx
        .select({ version: table.textVersion })
        .from(table)
        .where(and(isInForce(table), eq(table.leadId, leadId))),
    ),
  );
  return found.flat().flatMap(({ version }) => version ?? []);
}

/** The kind of wish that a mailbox said yes to in this version of a text; null where that was no wish. */
export async function wishOf(tx: Tx, leadId: string, version: string): Promise<WishKind | null> {
  for (const kind of WISH_KINDS) {
    const { table }: { table: WishTable } = WISHES[kind];
    if ((await tx.$count(table, and(eq(table.leadId, leadId), eq(table.textVersion, version)))) > 0) return kind;
  }
  return null;
}
