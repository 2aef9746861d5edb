import { and, eq, inArray, isNotNull, isNull, lt, notExists } from "drizzle-orm";
import type { Query, Tx } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments } from "#db/schema/leads.ts";
import { inSteps } from "#src/in-steps.ts";
import { askedFirstAt } from "#src/outbox/asked-first.ts";
import { eraseDeliveries, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { DAY } from "#src/time.ts";
import type { Domain } from "./domain.ts";

/** Few enough that whoever else writes waits for some milliseconds only. */
export const ERASED_AT_ONCE = 200;

/** How long the daily hash of a client's address is kept. */
export const CLIENT_HASH_KEPT = DAY;

const isAnonymous = (query: Query) =>
  and(
    notExists(query.select().from(attachments).where(eq(attachments.assessmentId, assessments.id))),
    notExists(query.select({ id: deliveries.id }).from(deliveries).where(askedFirstAt(assessments.id))),
  );

/**
 * Erases an anonymous attempt or result with everything under it. Whoever holds its link may do so; once an address is
 * attached the link is not enough, and nothing happens. Returns whether it is gone.
 */
export async function erase(
  { database, forgetMail }: Pick<Domain, "database"> & MailForgetter,
  reference: string,
): Promise<boolean> {
  const { messages, rowsAffected } = await database.transaction(async (tx) => {
    const which = and(eq(assessments.reference, reference), isAnonymous(tx));
    const ids = tx.select({ id: assessments.id }).from(assessments).where(which);
    const messages = await eraseDeliveries(tx, inArray(deliveries.assessmentId, ids));
    return { messages, ...(await tx.delete(assessments).where(which)) };
  });
  await forgetMail(messages);
  await database.checkpoint();
  return rowsAffected === 1;
}

/**
 * Erases what has outlived its time: unfinished attempts and anonymous results, some at a time, and client hashes after a
 * day. It ends early, with the rest for the next time, when the signal says so. Returns how many attempts and results went.
 */
export async function eraseExpired(
  { database, clock }: Pick<Domain, "database" | "clock">,
  signal?: AbortSignal,
): Promise<number> {
  const now = clock();
  const dayAgo = now - CLIENT_HASH_KEPT;
  const eraseSome = (tx: Tx) => eraseSomeExpired(tx, now);
  const erased = await inSteps(ERASED_AT_ONCE, () => database.transaction(eraseSome), signal);
  await database.transaction(async (tx) => {
    const { clientHash, completedAt, startedAt } = assessments;
    const begun = and(isNull(completedAt), lt(startedAt, dayAgo));
    for (const old of [lt(completedAt, dayAgo), begun])
      await tx
        .update(assessments)
        .set({ clientHash: null })
        .where(and(isNotNull(clientHash), old));
    const asked = and(isNotNull(deliveries.clientHash), lt(deliveries.createdAt, dayAgo));
    await tx.update(deliveries).set({ clientHash: null }).where(asked);
  });
  return erased;
}

async function eraseSomeExpired(tx: Tx, now: number): Promise<number> {
  const expired = and(lt(assessments.keptUntil, now), isAnonymous(tx));
  const some = await tx.select({ id: assessments.id }).from(assessments).where(expired).limit(ERASED_AT_ONCE);
  const ids = some.map(({ id }) => id);
  if (ids.length > 0) await tx.delete(assessments).where(inArray(assessments.id, ids));
  return ids.length;
}
