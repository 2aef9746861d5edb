import type { Outbox } from "./context.ts";
import type { Leased } from "./lease.ts";

/** How a lease ends. `pending` is another try at `dueAt` (milliseconds since 1970). */
export type Settlement =
  | { state: "sent"; providerId: string | null }
  | { state: "pending"; dueAt: number; reason: string }
  | { state: "failed" | "cancelled"; reason: string };

/** Ends this process's own lease. False when the delivery is no longer its own, or is gone: nothing is written then. */
export async function settle(
  { database, clock }: Pick<Outbox, "database" | "clock">,
  { id, leaseKey }: Pick<Leased, "id" | "leaseKey">,
  end: Settlement,
): Promise<boolean> {
  const [settled] = await database.write([
    {
      sql: `UPDATE deliveries
            SET state = :state, reason = :reason, provider_id = :provider, due_at = coalesce(:due, due_at),
              sent_at = CASE WHEN :state = 'sent' THEN :now END,
              failed_at = CASE WHEN :state = 'failed' THEN :now END,
              lease_key = NULL, leased_until = NULL
            WHERE id = :id AND lease_key = :key AND state = 'sending'`,
      args: {
        id,
        key: leaseKey,
        state: end.state,
        reason: "reason" in end ? end.reason : null,
        provider: end.state === "sent" ? end.providerId : null,
        due: end.state === "pending" ? end.dueAt : null,
        now: clock(),
      },
    },
  ]);
  return settled?.rowsAffected === 1;
}
