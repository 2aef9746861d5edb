import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { commitments } from "#db/schema/progress.ts";
import { mailboxOf } from "#src/address.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { isRepeated } from "#src/outbox/is-repeated.ts";
import { type MailAsking, type MailRefusal, mailRefusal } from "#src/outbox/limits.ts";
import type { Founder } from "#src/progress/sign-in/founder.ts";
import { mayHold } from "./may-hold.ts";

/** `gone`: no such commitment of this mailbox, or its reminder was confirmed or stopped. */
export type AskedAgain = { status: "asked" | "already" | "gone" } | ({ status: "refused" } & MailRefusal);

/**
 * Asks the mailbox of a signed-in founder to confirm the reminder of a commitment that has none so far, or whose link has
 * grown stale. One that was made without a mailbox becomes this mailbox's.
 */
export async function askForReminder(
  domain: MailAsking,
  { id, founder, clientHash }: { id: string; founder: Founder; clientHash: ClientHash | null },
): Promise<AskedAgain> {
  const { database, clock, mailLimits } = domain;
  const now = clock();
  const { leadId } = founder;
  const from = { mailboxHash: domain.hashAddress(mailboxOf(founder.address)), clientHash };
  const asked = await database.transaction(async (tx): Promise<AskedAgain> => {
    const [held] = await tx
      .select()
      .from(commitments)
      .where(and(eq(commitments.id, id), mayHold(leadId)));
    if (!held || held.confirmedAt !== null || held.stoppedAt !== null) return { status: "gone" };
    if (await isRepeated(tx, askedOf(id), now)) return { status: "already" };
    const { assessmentId } = held;
    const addressHash = domain.hashAddress(founder.address);
    const request = { kind: "confirm-reminder" as const, leadId, assessmentId, addressHash, ...from, now };
    const refusal = await mailRefusal(tx, request, mailLimits);
    if (refusal) return { status: "refused", ...refusal };
    if (held.leadId === null) await tx.update(commitments).set({ leadId }).where(eq(commitments.id, id));
    await askToConfirm(tx, { ...held, leadId }, from, now);
    return { status: "asked" };
  });
  if (asked.status === "asked") domain.wakeDelivery();
  return asked;
}

const askedOf = (id: string) => and(eq(deliveries.commitmentId, id), eq(deliveries.kind, "confirm-reminder"));

/** Asks a mailbox to confirm the reminder of its commitment, unless that was asked just now or has been answered. */
export async function askToConfirm(
  tx: Tx,
  { id, leadId, assessmentId, confirmedAt, stoppedAt }: typeof commitments.$inferSelect,
  from: { mailboxHash: string; clientHash: ClientHash | null },
  now: number,
): Promise<void> {
  if (leadId === null || confirmedAt !== null || stoppedAt !== null) return;
  if (await isRepeated(tx, askedOf(id), now)) return;
  await enqueue(tx, { kind: "confirm-reminder", about: { leadId, assessmentId, commitmentId: id }, ...from, now });
}
