import { lt } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { providerEvents } from "#db/schema/deliveries.ts";
import { DAY } from "#src/time.ts";

/** A provider tells an event again for days, not for months. */
export const PROVIDER_EVENTS_KEPT = 30 * DAY;

/** Forgets what the provider reported more than 30 days ago; what it did to deliveries stays. Returns how many events. */
export async function forgetProviderEvents(domain: { database: Database; clock: () => number }): Promise<number> {
  const old = lt(providerEvents.receivedAt, domain.clock() - PROVIDER_EVENTS_KEPT);
  return (await domain.database.query.delete(providerEvents).where(old)).rowsAffected;
}
