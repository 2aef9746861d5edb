import { sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import type { BoundStatement } from "#db/client/statements.ts";
import type { Exchange, Outcome } from "#src/delivery/channels/channel.ts";
import { type Listings, reportedStatement, suppressReportedStatement } from "#src/delivery/channels/provider-event.ts";
import { ASKING_MAILS, LINK_MAILS } from "#src/names/deliveries.ts";
import { enqueueStatement } from "#src/outbox/enqueue.ts";
import type { Leased } from "./lease.ts";

const LINK_MAIL_LIST = LINK_MAILS.map((kind) => `'${kind}'`).join(", ");

/** How a lease ends. `pending` is another try at `dueAt` (milliseconds since 1970). */
export type Settlement =
  | { state: "sent"; providerId: string | null; recipient: Listings | null }
  | { state: "pending"; dueAt: number; reason: string }
  | { state: "failed" | "cancelled"; reason: string };

/** A try for the log: when it began, how long it took, what came of it. */
export interface LoggedTry extends Exchange {
  at: number;
  milliseconds: number;
  outcome: Outcome["status"];
}

/**
 * Ends this process's own lease and logs its try. Of a mail whose links open something no copy stays once it is sent; of
 * one that asks a lead to read again webhooks hear then. What the provider reported before we knew that it had the message
 * is taken into account at once. False when the delivery is no longer its own, or is gone: nothing is written then.
 */
export async function settle(
  { database, clock }: { database: Database; clock: () => number },
  {
    id,
    leaseKey,
    kind,
    leadId,
    assessmentId,
  }: Pick<Leased<never>, "id" | "leaseKey" | "kind" | "leadId" | "assessmentId">,
  end: Settlement,
  tried?: LoggedTry,
): Promise<boolean> {
  const reported =
    end.state === "sent" && end.providerId !== null && end.recipient !== null
      ? [reportedStatement(end.providerId), suppressReportedStatement(end.providerId, end.recipient)]
      : [];
  const now = clock();
  const asks = end.state === "sent" && leadId !== null && ASKING_MAILS.some((one) => one === kind);
  const own = sql`EXISTS (SELECT 1 FROM deliveries WHERE id = ${id} AND lease_key = ${leaseKey} AND state = 'sending')`;
  const about = { leadId: leadId ?? undefined, assessmentId };
  const before = [
    ...(asks ? [enqueueStatement(database.query, { kind: "lead.asked", about, to: "subscribers", now }, own)] : []),
    ...(tried ? [tryStatement(id, leaseKey, tried)] : []),
  ];
  const results = await database.write([
    ...before,
    {
      sql: `UPDATE deliveries
            SET state = :state, reason = :reason, provider_id = :provider, due_at = coalesce(:due, due_at),
              sent_at = CASE WHEN :state = 'sent' THEN :now END,
              failed_at = CASE WHEN :state = 'failed' THEN :now END,
              message = CASE WHEN :state = 'sent' AND kind IN (${LINK_MAIL_LIST}) THEN NULL ELSE message END,
              lease_key = NULL, leased_until = NULL
            WHERE id = :id AND lease_key = :key AND state = 'sending'`,
      args: {
        id,
        key: leaseKey,
        state: end.state,
        reason: "reason" in end ? end.reason : null,
        provider: end.state === "sent" ? end.providerId : null,
        due: end.state === "pending" ? end.dueAt : null,
        now,
      },
    },
    ...reported,
  ]);
  return results[before.length]?.rowsAffected === 1;
}

function tryStatement(id: string, leaseKey: string, tried: LoggedTry): BoundStatement {
  return {
    sql: `INSERT INTO delivery_tries (delivery_id, number, at, milliseconds, status, outcome, request, response)
          SELECT id, (SELECT coalesce(max(number), 0) + 1 FROM delivery_tries WHERE delivery_id = :id),
            :at, :milliseconds, :status, :outcome, :request, :response
          FROM deliveries WHERE id = :id AND lease_key = :key AND state = 'sending'`,
    args: {
      id,
      key: leaseKey,
      at: tried.at,
      milliseconds: tried.milliseconds,
      status: tried.status,
      outcome: tried.outcome,
      request: tried.request ?? null,
      response: tried.response ?? null,
    },
  };
}
