import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { OWN_DATA_MAILS } from "#src/names/deliveries.ts";
import type { SuppressionReason } from "#src/names/leads.ts";
import { DAY } from "#src/time.ts";

/** A mail of the outbox. `createdAt` in milliseconds since 1970. */
interface Asked {
  id: string;
  leadId: string | null;
  createdAt: number;
}

/**
 * Whether a suppressed address may have a mail about its owner's own data, which only its owner has a use for. Who opted
 * out of our mail did not opt out of their data. To any other listed mailbox goes the first one in 24 hours, whatever its
 * plus-tag. It hangs on when each was asked for, so that two processes decide alike.
 */
export async function allowsOwnData(
  { query }: Pick<Database, "query">,
  { reason, mailboxHash }: { reason: SuppressionReason; mailboxHash: string },
  { id, leadId, createdAt }: Asked,
): Promise<boolean> {
  if (reason === "opted-out") return true;
  const since = createdAt - DAY;
  const before = and(
    or(eq(deliveries.leadId, leadId ?? ""), eq(deliveries.mailboxHash, mailboxHash)),
    inArray(deliveries.kind, [...OWN_DATA_MAILS]),
    ...[
      ne(deliveries.state, "cancelled"),
      sql`coalesce(${deliveries.firstTriedAt}, ${deliveries.createdAt}) > ${since}`,
    ],
    sql`(${deliveries.createdAt}, ${deliveries.id}) < (${createdAt}, ${id})`,
  );
  return (await query.$count(deliveries, before)) === 0;
}
