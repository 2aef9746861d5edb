import type { Database } from "#db/client/client.ts";
import type { BoundStatement } from "#db/client/statements.ts";

/**
 * Switches an endpoint off, with the reason for people to read, and fails what waits for it.
 *
 * @param audit the line of the audit trail, where somebody of staff does it
 */
export async function disableEndpoint(
  { database, clock }: { database: Database; clock: () => number },
  id: string,
  because: string,
  audit: readonly BoundStatement[] = [],
): Promise<void> {
  const args = { id, now: clock(), because };
  await database.write([
    {
      sql: `UPDATE endpoints SET disabled_at = :now, disabled_because = :because
            WHERE id = :id AND disabled_at IS NULL`,
      args,
    },
    {
      sql: `UPDATE deliveries SET state = 'failed', failed_at = :now, reason = :because
            WHERE endpoint_id = :id AND state = 'pending'`,
      args,
    },
    ...audit,
  ]);
}
