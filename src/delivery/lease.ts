import { and, eq } from "drizzle-orm";
import { deliveries, type Message } from "#db/delivery-schema.ts";
import { SECOND } from "../assessments/domain.ts";
import type { DeliveryToRender, Outbox } from "./context.ts";

/** Longer than any try may take; a process that dies holds its delivery up for this long. */
export const LEASE = 60 * SECOND;

/** A delivery that is this process's own until its lease expires. */
export interface Leased extends DeliveryToRender {
  leaseKey: string;
  /** Tries so far, this one included. */
  attempts: number;
  message: Message | null;
  firstTriedAt: number | null;
  /** Why the try before this one did not succeed. */
  reason: string | null;
}

type Leasing = Pick<Outbox, "database" | "clock" | "ids">;

/** Leases the delivery that has been due longest, an expired lease included, or returns null when none is due. */
export async function lease({ database, clock, ids }: Leasing): Promise<Leased | null> {
  const now = clock();
  const leaseKey = ids();
  const [claimed] = await database.write([
    {
      sql: `UPDATE deliveries
            SET state = 'sending', lease_key = :key, leased_until = :until, attempts = attempts + 1
            WHERE id = (
              SELECT id FROM (
                SELECT * FROM (SELECT id, due_at FROM deliveries WHERE state = 'pending' AND due_at <= :now
                               ORDER BY due_at LIMIT 1)
                UNION ALL
                SELECT * FROM (SELECT id, due_at FROM deliveries WHERE state = 'sending' AND leased_until <= :now
                               ORDER BY leased_until LIMIT 1))
              ORDER BY due_at LIMIT 1)`,
      args: { key: leaseKey, until: now + LEASE, now },
    },
  ]);
  if (claimed?.rowsAffected !== 1) return null;
  const [row] = await database.query
    .select({
      id: deliveries.id,
      kind: deliveries.kind,
      leadId: deliveries.leadId,
      assessmentId: deliveries.assessmentId,
      revision: deliveries.revision,
      joinLinkId: deliveries.joinLinkId,
      attempts: deliveries.attempts,
      message: deliveries.message,
      firstTriedAt: deliveries.firstTriedAt,
      reason: deliveries.reason,
    })
    .from(deliveries)
    // The state is there for its index: few rows are being sent, many have been.
    .where(and(eq(deliveries.state, "sending"), eq(deliveries.leaseKey, leaseKey)));
  return row ? { ...row, leaseKey } : null;
}

/**
 * Stores the bytes that are about to be sent, unless some are stored already, and renews the lease. False when the
 * delivery is no longer this process's own: it must not be sent then.
 */
export async function storeMessage(
  { database, clock }: Leasing,
  { id, leaseKey }: Leased,
  message: Message,
): Promise<boolean> {
  const now = clock();
  const [stored] = await database.write([
    {
      sql: `UPDATE deliveries
            SET message = coalesce(message, :message), first_tried_at = coalesce(first_tried_at, :now),
              leased_until = :until
            WHERE id = :id AND lease_key = :key AND state = 'sending'`,
      args: { id, key: leaseKey, message: JSON.stringify(message), now, until: now + LEASE },
    },
  ]);
  return stored?.rowsAffected === 1;
}
