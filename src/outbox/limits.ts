import { and, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments } from "#db/schema/leads.ts";
import { type ClientHash, isClient } from "#src/client-hash.ts";
import { type DeliveryKind, MAIL_PURPOSES } from "#src/names/deliveries.ts";
import { DAY, HOUR } from "#src/time.ts";
import { askedFirstAt } from "./asked-first.ts";
import { longestWait, type Window } from "./windows.ts";

export interface MailLimits {
  /** Messages of one kind that one client may ask for in an hour. */
  reportsPerHour: number;
  /** Messages of one kind that one mailbox is asked for in 24 hours, whatever its plus-tag. */
  reportsPerMailboxPerDay: number;
  /** Addresses that one assessment may be sent to. */
  addressesPerAssessment: number;
  /** Messages of one purpose in 24 hours: `MAIL_PURPOSES`. */
  mailsPerDay: number;
}

/** What asking for a mail takes. */
export interface MailAsking {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  ids: () => string;
  mailLimits: MailLimits;
  hashAddress: (address: string) => string;
  wakeDelivery: () => void;
}

/** A message that somebody asks for. `now` in milliseconds since 1970. */
export interface MailRequest {
  kind: DeliveryKind;
  /** Null for an address that is new here. */
  leadId: string | null;
  assessmentId: number;
  /** The keyed hashes of the address and of its mailbox: `mailboxOf`. */
  addressHash: string;
  mailboxHash: string;
  /** Null where the client is not known: its limit does not hold then. */
  clientHash: ClientHash | null;
  now: number;
}

export type MailRefusal = {
  limit: "addresses" | "mailbox" | "client" | "total";
  /** Null where waiting does not help. */
  retryAfterSeconds: number | null;
};

/**
 * The limit that refuses this message, the one that lasts longest where there are several; null where there is room. Asked
 * in the transaction that then writes, it decides; its answer is also what whoever asked is told. What counts are the rows
 * of the database, so a restart forgets nothing.
 */
export async function mailRefusal(tx: Tx, request: MailRequest, limits: MailLimits): Promise<MailRefusal | null> {
  const { kind, assessmentId, addressHash, mailboxHash, clientHash, now } = request;
  const leadId = request.leadId ?? "";
  const others = and(eq(attachments.assessmentId, assessmentId), ne(attachments.leadId, leadId));
  // Rows from before there was a hash of the address have that of its mailbox.
  const hash = sql<string>`coalesce(${deliveries.addressHash}, ${deliveries.mailboxHash})`;
  const listed = tx
    .selectDistinct({ hash })
    .from(deliveries)
    .where(and(askedFirstAt(assessmentId), ne(hash, addressHash)));
  if ((await tx.$count(attachments, others)) + (await listed).length >= limits.addressesPerAssessment)
    return { limit: "addresses", retryAfterSeconds: null };

  const ofKind = eq(deliveries.kind, kind);
  const toMailbox = and(ofKind, eq(deliveries.mailboxHash, mailboxHash));
  const ofClient = clientHash === null ? null : mails(and(ofKind, isClient(deliveries.clientHash, clientHash)));
  return askRefusal(tx, { kind, toMailbox: mails(toMailbox), ofClient, now }, limits);
}

/** What is asked for by a mailbox's address and by a client, as rows that count, and which kind of mail comes of it. */
interface Asked {
  kind: DeliveryKind;
  toMailbox: Rows;
  /** Null where the client is not known. */
  ofClient: Rows | null;
  now: number;
}
type Rows = Window<string>["rows"];

/** The same for the limits that hold for everything that somebody may ask for with an address. */
export function askRefusal(tx: Tx, { kind, toMailbox, ofClient, now }: Asked, limits: MailLimits) {
  const mailbox = { limit: "mailbox" as const, span: DAY, most: limits.reportsPerMailboxPerDay, rows: toMailbox };
  const client = ofClient && { limit: "client" as const, span: HOUR, most: limits.reportsPerHour, rows: ofClient };
  return longestWait<"mailbox" | "total" | "client">(
    tx,
    [mailbox, mailsOfDay(kind, limits), ...(client ? [client] : [])],
    now,
  );
}

/** The limit of all that is mailed for the same purpose as this kind, whoever asks for it. */
export const mailsOfDay = (kind: DeliveryKind, { mailsPerDay }: Pick<MailLimits, "mailsPerDay">): Window<"total"> => ({
  ...{ limit: "total", span: DAY, most: mailsPerDay },
  rows: mails(inArray(deliveries.kind, [...purposeOf(kind)])),
});

const purposeOf = (kind: DeliveryKind): readonly DeliveryKind[] =>
  Object.values<readonly DeliveryKind[]>(MAIL_PURPOSES).find((kinds) => kinds.includes(kind)) ?? [kind];

/** Mails of the outbox by the time they were asked for: for a window. */
export const mails = (which: SQL | undefined) => ({
  madeAt: deliveries.createdAt,
  which: and(eq(deliveries.channel, "mail"), which),
});
