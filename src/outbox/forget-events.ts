import type { Database } from "#db/client/client.ts";
import { DAY } from "#src/time.ts";

/** A provider tells an event again for days, not for months. */
export const PROVIDER_EVENTS_KEPT = 30 * DAY;

/** Forgets what the provider reported more than 30 days ago; what it did to deliveries stays. Returns how many events. */
export async function forgetProviderEvents(domain: { database: Database; clock: () => number }): Promise<number> {
  const [erased] = await domain.database.write([
    {
      sql: "DELETE FROM provider_events WHERE received_at < :before",
      args: { before: domain.clock() - PROVIDER_EVENTS_KEPT },
    },
  ]);
  return erased?.rowsAffected ?? 0;
}
