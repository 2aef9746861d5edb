import type { Database } from "#db/client/client.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";

interface Changing {
  database: Database;
  clock: () => number;
  ids: () => string;
  hashAddress: (address: string) => string;
}

/**
 * Puts an address on the suppression list, as opted out, or takes it off. Only its keyed hash is kept, in the audit trail
 * nothing at all. What stands on the list already keeps its reason.
 */
export async function changeSuppression(
  { database, clock, ids, hashAddress }: Changing,
  address: string,
  suppressed: boolean,
  by: string,
): Promise<void> {
  const args = { hash: hashAddress(address), now: clock() };
  const sql = suppressed
    ? "INSERT INTO suppressions (address_hash, reason, since) VALUES (:hash, 'opted-out', :now) ON CONFLICT DO NOTHING"
    : "DELETE FROM suppressions WHERE address_hash = :hash";
  const detail = suppressed ? "added" : "lifted";
  await database.write([
    suppressed ? { sql, args } : { sql, args: { hash: args.hash } },
    recordStaffEvent({ id: ids(), staffId: by, kind: "suppression-changed", detail, at: args.now }),
  ]);
}
