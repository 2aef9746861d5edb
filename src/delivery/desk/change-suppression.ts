import type { Database } from "#db/client/client.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import { suppress, unsuppress } from "#src/outbox/suppression.ts";

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
  changing: Changing,
  address: string,
  suppressed: boolean,
  by: string,
): Promise<void> {
  const { database, clock, ids } = changing;
  const now = clock();
  await database.transaction(async (tx) => {
    if (suppressed) await suppress(tx, changing, { address, reason: "opted-out", since: now });
    else await unsuppress(tx, changing, address);
    const detail = suppressed ? "added" : "lifted";
    await writeStaffEvent(tx, { id: ids(), staffId: by, kind: "suppression-changed", detail, at: now });
  });
}
