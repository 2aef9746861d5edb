import type { Message } from "#db/delivery-schema.ts";
import { databaseErrorIn } from "#db/errors.ts";
import { GIVE_UP_AFTER, nextTry } from "./backoff.ts";
import type { Outcome } from "./channel.ts";
import type { Outbox } from "./context.ts";
import { safeMessage } from "./headers.ts";
import { type Leased, storeMessage } from "./lease.ts";
import { reasonOf } from "./outcome.ts";
import { type Settlement, settle } from "./settle.ts";
import { suppressedBecause } from "./suppressed.ts";

/** `lost`: another process has taken the delivery over, or it was erased meanwhile. */
export type Delivered = { state: Settlement["state"] | "lost"; retryAfterSeconds?: number | undefined };

const LEVELS = { sent: "info", cancelled: "info", lost: "warn", pending: "warn", failed: "error" } as const;

/**
 * Carries one leased delivery to the end of its lease: renders and stores it the first time, asks the suppression list,
 * sends the stored bytes, records what became of them. Throws database errors only; the lease then expires by itself.
 */
export async function deliver(outbox: Outbox, leased: Leased): Promise<Delivered> {
  const end = async (settlement: Settlement): Promise<Delivered> => {
    const settled = await settle(outbox, leased, settlement);
    const { id, kind, attempts } = leased;
    const reason = "reason" in settlement ? settlement.reason : undefined;
    const state = settled ? settlement.state : "lost";
    outbox.log[LEVELS[state]](`delivery.${state}`, { id, kind, attempts, reason });
    return { state };
  };

  const { firstTriedAt } = leased;
  if (firstTriedAt !== null && outbox.clock() - firstTriedAt > GIVE_UP_AFTER)
    return end({
      state: "failed",
      reason: `Not tried again after 20 hours; before: ${leased.reason ?? "interrupted"}`,
    });

  const made = await messageOf(outbox, leased);
  if ("reason" in made) return end({ state: "failed", reason: made.reason });
  const suppression = await suppressedBecause(outbox, made.message.to);
  if (suppression) return end({ state: "cancelled", reason: `suppressed: ${suppression}` });
  if (!(await storeMessage(outbox, leased, made.message))) return { state: "lost" };

  const outcome = await send(outbox, leased.id, made.message);
  if (outcome.status === "sent") return end({ state: "sent", providerId: outcome.providerId });
  if (outcome.status === "refused") return end({ state: "failed", reason: outcome.reason });

  const { reason, retryAfterSeconds } = outcome;
  const now = outbox.clock();
  const tried = { now, firstTriedAt: firstTriedAt ?? now, attempts: leased.attempts, retryAfterSeconds };
  const dueAt = nextTry(tried, outbox.random);
  const ended = await end(dueAt === null ? { state: "failed", reason } : { state: "pending", dueAt, reason });
  return { ...ended, retryAfterSeconds };
}

/** The stored message, or a new one: through JSON and back, so that the first try sends what later tries will read. */
async function messageOf(outbox: Outbox, leased: Leased): Promise<{ message: Message } | { reason: string }> {
  if (leased.message) return { message: leased.message };
  const { id, kind, leadId, assessmentId, revision, joinLinkId } = leased;
  try {
    const rendered = await outbox.render({ id, kind, leadId, assessmentId, revision, joinLinkId });
    return { message: JSON.parse(JSON.stringify(safeMessage(rendered))) };
  } catch (error) {
    if (databaseErrorIn(error)) throw error;
    return { reason: `render: ${reasonOf(error)}` };
  }
}

async function send({ channel }: Outbox, id: string, message: Message): Promise<Outcome> {
  try {
    return await channel.send(id, message);
  } catch (error) {
    return { status: "again", reason: reasonOf(error) };
  }
}
