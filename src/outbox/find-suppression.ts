import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { suppressions } from "#db/schema/deliveries.ts";
import type { SuppressionReason } from "#src/names/leads.ts";

export interface Suppressing {
  database: Pick<Database, "query">;
  /** The keyed hash of a lower-cased address, as the suppression list keeps it. */
  hashAddress: (address: string) => string;
}

/** Why and since when an address must not be written to, or null when it may. */
export async function findSuppression(
  { database, hashAddress }: Suppressing,
  address: string,
): Promise<{ reason: SuppressionReason; since: number } | null> {
  const [row] = await database.query
    .select({ reason: suppressions.reason, since: suppressions.since })
    .from(suppressions)
    .where(eq(suppressions.addressHash, hashAddress(address)));
  return row ?? null;
}
