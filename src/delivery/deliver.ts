import { eq } from "drizzle-orm";
import { databaseErrorIn } from "#db/client/errors.ts";
import { deliveries, type HookMessage, type Message } from "#db/schema/deliveries.ts";
import type { Outcome } from "#src/delivery/channels/channel.ts";
import { reasonOf } from "#src/delivery/channels/outcome.ts";
import { MAY_HAVE_GONE } from "#src/outbox/may-replay.ts";
import type { Outbox } from "./context.ts";
import { type Leased, storeMessage } from "./lease.ts";
import { type LoggedTry, type Settlement, settle } from "./settle.ts";

/** `lost`: another process has taken the delivery over, or it was erased meanwhile. */
export type Delivered = { state: Settlement["state"] | "lost"; retryAfterSeconds?: number | undefined };

const LEVELS = { sent: "info", cancelled: "info", lost: "warn", pending: "warn", failed: "error" } as const;

/**
 * Carries one leased delivery to the end of its lease: renders and stores it the first time, asks whether it may still go
 * out, sends the stored bytes, records what became of them. Throws database errors only; the lease then expires by itself.
 */
export async function deliver<M extends Message | HookMessage>(
  outbox: Outbox<M>,
  leased: Leased<M>,
): Promise<Delivered> {
  const { clock, rules } = outbox;
  const { id, kind, attempts, requestId } = leased;
  const end = async (settlement: Settlement, tried?: LoggedTry): Promise<Delivered> => {
    const settled = await settle(outbox, leased, settlement, tried);
    if (!settled) await forgetErased(outbox, id);
    const reason = "reason" in settlement ? settlement.reason : undefined;
    const state = settled ? settlement.state : "lost";
    outbox.log[LEVELS[state]](`delivery.${state}`, { id, kind, attempts, reason, requestId });
    return { state };
  };
  const triedAt = (now: number) => ({ kind, now, firstTriedAt: leased.firstTriedAt ?? now, attempts });

  if (leased.reason === MAY_HAVE_GONE) return end({ state: "failed", reason: `${MAY_HAVE_GONE}: interrupted` });
  const late = rules.tooLate(triedAt(clock()));
  if (late !== null) return end({ state: "failed", reason: `${late}; before: ${leased.reason ?? "interrupted"}` });

  const made = await messageOf(outbox, leased);
  if ("reason" in made) return end({ state: "failed", reason: made.reason });
  const forbidden = await rules.forbids(made.message, leased);
  if (forbidden !== null) return end({ state: "cancelled", reason: forbidden });
  const ifInterrupted = outbox.channel.sendsTwice ? MAY_HAVE_GONE : null;
  if (!(await storeMessage(outbox, leased, made.message, ifInterrupted))) return { state: "lost" };

  const began = clock();
  const outcome = await send(outbox, leased, made.message);
  const tried = loggedTry(outcome, began, clock() - began);
  if (outcome.status === "refused") return end({ state: "failed", reason: outcome.reason }, tried);
  if (outcome.status === "unknown")
    return end({ state: "failed", reason: `${MAY_HAVE_GONE}: ${outcome.reason}` }, tried);
  if (outcome.status === "sent") {
    const recipient = rules.recipient(made.message);
    return end({ state: "sent", providerId: outcome.providerId, recipient }, tried);
  }
  const { reason, retryAfterSeconds } = outcome;
  const dueAt = rules.nextTry({ ...triedAt(clock()), retryAfterSeconds }, outbox.random);
  const next: Settlement = dueAt === null ? { state: "failed", reason } : { state: "pending", dueAt, reason };
  return { ...(await end(next, tried)), retryAfterSeconds };
}

/** What was erased while it was being sent must not stay where the channel has just put it. */
async function forgetErased<M extends Message | HookMessage>(
  { database, channel }: Outbox<M>,
  id: string,
): Promise<void> {
  if (channel.forget && (await database.query.$count(deliveries, eq(deliveries.id, id))) === 0)
    await channel.forget([id]);
}

/** The stored message while it is true, or a new one: through JSON and back, so that the first try sends what later tries will read. */
async function messageOf<M extends Message | HookMessage>(
  { render, rules }: Outbox<M>,
  leased: Leased<M>,
): Promise<{ message: M } | { reason: string }> {
  if (leased.message && !(await rules.isOutdated(leased.message, leased))) return { message: leased.message };
  try {
    return { message: JSON.parse(JSON.stringify(rules.clean(await render(leased)))) };
  } catch (error) {
    if (databaseErrorIn(error)) throw error;
    return { reason: `render: ${reasonOf(error)}` };
  }
}

async function send<M extends Message | HookMessage>(
  { channel }: Outbox<M>,
  { id, endpointId, requestId }: Leased<M>,
  message: M,
): Promise<Outcome> {
  try {
    return await channel.send(id, message, endpointId, requestId);
  } catch (error) {
    return { status: "again", reason: reasonOf(error) };
  }
}

function loggedTry(outcome: Outcome, at: number, milliseconds: number): LoggedTry {
  const exchange = outcome.exchange ?? { status: null };
  const response = exchange.response ?? ("reason" in outcome ? outcome.reason : undefined);
  return { ...exchange, response, at, milliseconds, outcome: outcome.status };
}
