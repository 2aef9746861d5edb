import type { BoundStatement } from "#db/client/statements.ts";
import { listedAs } from "#src/outbox/suppression.ts";

/** What the mail provider reports of a message after it has taken it. */
export const REPORTED = ["delivered", "bounced", "complained"] as const;

export interface ProviderEvent {
  /** The provider's id of the event; the same event may arrive more than once. */
  id: string;
  /** The provider's id of the message. */
  providerId: string;
  kind: (typeof REPORTED)[number];
  /** When it happened, in milliseconds since 1970. */
  at: number;
  /** Whom the message was for, as addresses alone. */
  to: string[];
}

/** Under which hash an address is listed for each of these reports. */
export type Listings = Record<"bounced" | "complained", string>;

export const listings = (hashAddress: (address: string) => string, address: string): Listings => ({
  bounced: listedAs(hashAddress, address, "bounced"),
  complained: listedAs(hashAddress, address, "complained"),
});

/** When it was first reported: by the events that are kept, else what the delivery has kept of those that are not. */
const firstOf = (kind: ProviderEvent["kind"]) =>
  `coalesce((SELECT min(at) FROM provider_events WHERE provider_id = :provider AND kind = '${kind}'), ${kind}_at)`;

/**
 * Moves the delivery of a provider's id to what has been reported of it so far: a complaint weighs more than a bounce, a
 * bounce more than an arrival, whatever order they came in. Nothing happens before the delivery itself is known as sent.
 */
export function reportedStatement(providerId: string): BoundStatement {
  return {
    sql: `UPDATE deliveries
          SET delivered_at = ${firstOf("delivered")}, bounced_at = ${firstOf("bounced")},
            complained_at = ${firstOf("complained")},
            state = CASE WHEN ${firstOf("complained")} IS NOT NULL THEN 'complained'
              WHEN ${firstOf("bounced")} IS NOT NULL THEN 'bounced'
              WHEN ${firstOf("delivered")} IS NOT NULL THEN 'delivered' ELSE state END
          WHERE provider_id = :provider AND channel = 'mail'
            AND state IN ('sent', 'delivered', 'bounced', 'complained')`,
    args: { provider: providerId },
  };
}

/**
 * Puts an address on the suppression list where its message has bounced or was complained of. `since` (milliseconds since
 * 1970) leaves out reports that were taken before, so that an event told twice does not undo what staff have lifted.
 */
export function suppressReportedStatement(providerId: string, listings: Listings, since = 0): BoundStatement {
  return {
    sql: `INSERT INTO suppressions (address_hash, reason, since)
          SELECT CASE kind WHEN 'bounced' THEN :bounced ELSE :complained END, kind, at FROM provider_events
          WHERE provider_id = :provider AND kind IN ('bounced', 'complained') AND received_at >= :since
            AND EXISTS (SELECT 1 FROM deliveries WHERE provider_id = :provider AND channel = 'mail')
          ORDER BY kind = 'complained' DESC LIMIT 1
          ON CONFLICT DO NOTHING`,
    args: { provider: providerId, ...listings, since },
  };
}
