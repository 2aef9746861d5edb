import { count, max, min } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { suppressions } from "#db/schema/deliveries.ts";

/** How many addresses are suppressed for each reason, and when the first and the newest came (ms since 1970). */
export async function countSuppressions({ database }: { database: Database }) {
  return database.query
    .select({
      reason: suppressions.reason,
      addresses: count(),
      first: min(suppressions.since),
      newest: max(suppressions.since),
    })
    .from(suppressions)
    .groupBy(suppressions.reason);
}
