import type { Database } from "#db/client/client.ts";
import { listings, type ProviderEvent, reportedStatement, suppressReportedStatement } from "./provider-event.ts";

interface Taking {
  database: Database;
  clock: () => number;
  hashAddress: (address: string) => string;
}

/**
 * Takes what the provider reports of a message, once however often it is told: the delivery moves on, and a bounce or a
 * complaint suppresses the address. For a message that we do not know, or not yet, the report is only kept.
 */
export async function takeProviderEvent(
  { database, clock, hashAddress }: Taking,
  { id, providerId, kind, at, to }: ProviderEvent,
): Promise<void> {
  const now = clock();
  await database.write([
    {
      sql: `INSERT INTO provider_events (id, provider_id, kind, at, received_at)
            VALUES (:id, :providerId, :kind, :at, :now) ON CONFLICT DO NOTHING`,
      args: { id, providerId, kind, at, now },
    },
    reportedStatement(providerId),
    ...to.map((address) => suppressReportedStatement(providerId, listings(hashAddress, address), now)),
  ]);
}
