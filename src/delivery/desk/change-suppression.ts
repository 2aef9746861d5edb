import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { suppressions } from "#db/schema/deliveries.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";

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
  const addressHash = hashAddress(address);
  const now = clock();
  await database.transaction(async (tx) => {
    if (suppressed)
      await tx.insert(suppressions).values({ addressHash, reason: "opted-out", since: now }).onConflictDoNothing();
    else await tx.delete(suppressions).where(eq(suppressions.addressHash, addressHash));
    const detail = suppressed ? "added" : "lifted";
    await writeStaffEvent(tx, { id: ids(), staffId: by, kind: "suppression-changed", detail, at: now });
  });
}
