import { and, count, desc, eq, gt, isNull, ne, type SQL } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leads } from "#db/schema/leads.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";
import { DAY, HOUR } from "#src/time.ts";
import type { Condition } from "./condition.ts";
import { longestWait, type Window } from "./windows.ts";

export interface MailLimits {
  /** Messages of one kind that one client may ask for in an hour. */
  reportsPerHour: number;
  /** Messages of one kind about one mailbox in 24 hours. */
  reportsPerMailboxPerDay: number;
  /** Addresses that one assessment may be sent to. */
  addressesPerAssessment: number;
  /** Messages of every kind in 24 hours. */
  mailsPerDay: number;
}

/** A message that somebody asks for. `address` as stored (lower-cased), `now` in milliseconds since 1970. */
export interface MailRequest {
  kind: DeliveryKind;
  address: string;
  assessmentId: number;
  /** Null where the client is not known: its limit does not hold then. */
  clientHash: string | null;
  now: number;
}

export type MailRefusal = {
  limit: "addresses" | "mailbox" | "client" | "total";
  /** Null where waiting does not help. */
  retryAfterSeconds: number | null;
};

/**
 * True while every limit leaves room for this message. What counts are the rows of the database, so a restart forgets
 * nothing. Give it to each statement of the transaction that comes before the enqueue, and to the enqueue.
 */
export function mailAllowed(request: MailRequest, limits: MailLimits): Condition {
  return {
    sql: `(:limit_client IS NULL
        OR (SELECT count(*) FROM deliveries AS asked WHERE asked.channel = 'mail' AND asked.client_hash = :limit_client
              AND asked.kind = :limit_kind AND asked.created_at > :limit_hour_ago) < :limit_per_client)
      AND (SELECT count(*) FROM deliveries AS asked JOIN leads AS mailbox ON mailbox.id = asked.lead_id
            WHERE asked.channel = 'mail' AND mailbox.address = :limit_address AND asked.kind = :limit_kind
              AND asked.recipient IS NULL
              AND asked.created_at > :limit_day_ago) < :limit_per_mailbox
      AND (SELECT count(*) FROM deliveries AS asked
            WHERE asked.channel = 'mail' AND asked.created_at > :limit_day_ago) < :limit_in_all
      AND (SELECT count(*) FROM attachments AS other JOIN leads AS mailbox ON mailbox.id = other.lead_id
            WHERE other.assessment_id = :limit_assessment AND mailbox.address <> :limit_address) < :limit_addresses`,
    args: {
      limit_client: request.clientHash,
      limit_kind: request.kind,
      limit_address: request.address,
      limit_assessment: request.assessmentId,
      limit_hour_ago: request.now - HOUR,
      limit_day_ago: request.now - DAY,
      limit_per_client: limits.reportsPerHour,
      limit_per_mailbox: limits.reportsPerMailboxPerDay,
      limit_in_all: limits.mailsPerDay,
      limit_addresses: limits.addressesPerAssessment,
    },
  };
}

/** The limit that refuses this message, the one that lasts longest where there are several; null where there is room. */
export async function mailRefusal(
  database: Database,
  request: MailRequest,
  limits: MailLimits,
): Promise<MailRefusal | null> {
  const { kind, address, assessmentId, clientHash, now } = request;
  if ((await otherAddresses(database, assessmentId, address)) >= limits.addressesPerAssessment)
    return { limit: "addresses", retryAfterSeconds: null };

  const ofKind = eq(deliveries.kind, kind);
  const mailbox = and(ofKind, eq(leads.address, address), isNull(deliveries.recipient));
  const windows: Window<MailRefusal["limit"]>[] = [
    { limit: "mailbox", span: DAY, most: limits.reportsPerMailboxPerDay, at: mailsAt(database, mailbox) },
    { limit: "total", span: DAY, most: limits.mailsPerDay, at: mailsAt(database) },
  ];
  if (clientHash !== null) {
    const ofClient = and(ofKind, eq(deliveries.clientHash, clientHash));
    windows.push({ limit: "client", span: HOUR, most: limits.reportsPerHour, at: mailsAt(database, ofClient) });
  }
  return longestWait(windows, now);
}

/** When mails of the outbox were asked for, those of `which` or all: for a window. */
export function mailsAt(database: Database, which?: SQL): Window<string>["at"] {
  return async (since, place) => {
    const [found] = await database.query
      .select({ createdAt: deliveries.createdAt })
      .from(deliveries)
      .leftJoin(leads, eq(leads.id, deliveries.leadId))
      .where(and(eq(deliveries.channel, "mail"), which, gt(deliveries.createdAt, since)))
      .orderBy(desc(deliveries.createdAt))
      .limit(1)
      .offset(place);
    return found?.createdAt;
  };
}

async function otherAddresses(database: Database, assessmentId: number, address: string): Promise<number> {
  const [row] = await database.query
    .select({ others: count() })
    .from(attachments)
    .innerJoin(leads, eq(leads.id, attachments.leadId))
    .where(and(eq(attachments.assessmentId, assessmentId), ne(leads.address, address)));
  return row?.others ?? 0;
}
