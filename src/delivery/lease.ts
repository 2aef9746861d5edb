import { and, eq } from "drizzle-orm";
import { deliveries, type HookMessage, type Message } from "#db/schema/deliveries.ts";
import type { ChannelName } from "#src/names/deliveries.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import { SECOND } from "#src/time.ts";
import type { Outbox } from "./context.ts";

/** Longer than any try may take; a process that dies holds its delivery up for this long. */
export const LEASE = 60 * SECOND;

/** A delivery that is this process's own until its lease expires. */
export interface Leased<M> extends Delivery {
  leaseKey: string;
  /** Tries so far, this one included. */
  attempts: number;
  message: M | null;
  firstTriedAt: number | null;
  /** Why the try before this one did not succeed. */
  reason: string | null;
}

type Leasing<M extends Message | HookMessage> = Pick<Outbox<M>, "database" | "clock" | "ids" | "rules">;

/** One receiver gets one request at a time, so that one that hangs holds up only itself. */
const RECEIVER_FREE = `(endpoint_id IS NULL OR NOT EXISTS (
  SELECT 1 FROM deliveries AS busy
  WHERE busy.channel = deliveries.channel AND busy.state = 'sending' AND busy.leased_until > :now
    AND busy.endpoint_id = deliveries.endpoint_id))`;

/** What may be leased of one channel: the pending row and the expired lease that have waited longest. */
const dueOf = (channel: ChannelName) => [
  `SELECT id, due_at FROM deliveries WHERE channel = '${channel}' AND state = 'pending' AND due_at <= :now
     AND ${RECEIVER_FREE} ORDER BY due_at LIMIT 1`,
  `SELECT id, due_at FROM deliveries WHERE channel = '${channel}' AND state = 'sending' AND leased_until <= :now
     AND ${RECEIVER_FREE} ORDER BY leased_until LIMIT 1`,
];

/** Leases the delivery that has been due longest, an expired lease included, or returns null when none is due. */
export async function lease<M extends Message | HookMessage>(outbox: Leasing<M>): Promise<Leased<M> | null> {
  const { database, clock, ids, rules } = outbox;
  const now = clock();
  const leaseKey = ids();
  const due = rules.serves.flatMap(dueOf).map((one) => `SELECT * FROM (${one})`);
  const [claimed] = await database.write([
    {
      sql: `UPDATE deliveries
            SET state = 'sending', lease_key = :key, leased_until = :until, attempts = attempts + 1
            WHERE id = (SELECT id FROM (${due.join(" UNION ALL ")}) ORDER BY due_at LIMIT 1)`,
      args: { key: leaseKey, until: now + LEASE, now },
    },
  ]);
  if (claimed?.rowsAffected !== 1) return null;
  for (const channel of rules.serves) {
    const [row] = await database.query
      .select({
        id: deliveries.id,
        channel: deliveries.channel,
        kind: deliveries.kind,
        leadId: deliveries.leadId,
        assessmentId: deliveries.assessmentId,
        revision: deliveries.revision,
        joinLinkId: deliveries.joinLinkId,
        commitmentId: deliveries.commitmentId,
        checkInId: deliveries.checkInId,
        signInLinkId: deliveries.signInLinkId,
        inquiryId: deliveries.inquiryId,
        erasedLeadId: deliveries.erasedLeadId,
        recipient: deliveries.recipient,
        endpointId: deliveries.endpointId,
        requestId: deliveries.requestId,
        createdAt: deliveries.createdAt,
        attempts: deliveries.attempts,
        message: deliveries.message,
        firstTriedAt: deliveries.firstTriedAt,
        reason: deliveries.reason,
      })
      .from(deliveries)
      // Channel and state are there for their index: few rows are being sent, many have been.
      .where(and(eq(deliveries.channel, channel), eq(deliveries.state, "sending"), eq(deliveries.leaseKey, leaseKey)));
    // What a channel's rows hold is what its rules stored.
    if (row) return { ...row, message: row.message as M | null, leaseKey };
  }
  return null;
}

/**
 * Stores the bytes that are about to be sent, those that were stored or what has taken their place, and renews the lease. False when the
 * delivery is no longer this process's own: it must not be sent then.
 *
 * @param reason what is to be known of it should this process die while it sends; null where that makes no difference
 */
export async function storeMessage<M extends Message | HookMessage>(
  { database, clock }: Pick<Leasing<M>, "database" | "clock">,
  { id, leaseKey }: Leased<M>,
  message: M,
  reason: string | null,
): Promise<boolean> {
  const now = clock();
  const [stored] = await database.write([
    {
      sql: `UPDATE deliveries
            SET message = :message, first_tried_at = coalesce(first_tried_at, :now),
              leased_until = :until, reason = coalesce(:reason, reason)
            WHERE id = :id AND lease_key = :key AND state = 'sending'`,
      args: { id, key: leaseKey, message: JSON.stringify(message), reason, now, until: now + LEASE },
    },
  ]);
  return stored?.rowsAffected === 1;
}
