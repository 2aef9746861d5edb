import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { CHANNELS, DELIVERY_KINDS, DELIVERY_STATES } from "#src/names/deliveries.ts";
import { type Outreach, SUPPRESSION_REASONS } from "#src/names/leads.ts";
import { assessments } from "./assessments.ts";
import { checkIns } from "./check-ins.ts";
import { list, time } from "./columns.ts";
import { inquiries } from "./inquiries.ts";
import { leads } from "./leads.ts";
import { commitments, signInLinks } from "./progress.ts";
import { joinLinks, staff } from "./staff.ts";

/** The rendered mail, stored at the first lease so that a retry sends the same bytes. */
export interface Message {
  from: string;
  to: string;
  replyTo: string;
  subject: string;
  html: string;
  text: string;
  /** Kept with the message, so that a retry sends the same files. */
  attachments?: MessageFile[];
  /** The address that takes a one-click unsubscription (RFC 8058): a POST there and nothing else ends such mail. */
  unsubscribeUrl?: string;
}

/** A file that a message carries; `content` is base64. */
export interface MessageFile {
  filename: string;
  contentType: string;
  content: string;
}

/** What a webhook or Slack receives: the bytes of the request's body, JSON, as every try sends them. */
export interface HookMessage {
  body: string;
  /** Whether the lead could be written to when the body was made; without it the body says nothing of that. */
  outreach?: Outreach;
}

/** The outbox: one row per message to send, whoever asked for it. */
export const deliveries = sqliteTable(
  "deliveries",
  {
    id: text("id").primaryKey(),
    channel: text("channel", { enum: CHANNELS }).notNull(),
    kind: text("kind", { enum: DELIVERY_KINDS }).notNull(),
    /** What it is about: a lead, an assessment and its revision, a link, a commitment, a check-in; null where a kind has none. */
    leadId: text("lead_id").references(() => leads.id, { onDelete: "cascade" }),
    assessmentId: integer("assessment_id").references(() => assessments.id, { onDelete: "cascade" }),
    revision: integer("revision"),
    joinLinkId: text("join_link_id").references(() => joinLinks.id, { onDelete: "cascade" }),
    signInLinkId: text("sign_in_link_id").references(() => signInLinks.id, { onDelete: "cascade" }),
    inquiryId: text("inquiry_id").references(() => inquiries.id, { onDelete: "cascade" }),
    commitmentId: text("commitment_id").references(() => commitments.id, { onDelete: "cascade" }),
    checkInId: text("check_in_id").references(() => checkIns.id, { onDelete: "cascade" }),
    /** The id that a lead had which was erased: nothing else is told of it. */
    erasedLeadId: text("erased_lead_id"),
    /** Where a webhook or Slack message goes; null for mail. */
    endpointId: text("endpoint_id").references(() => endpoints.id, { onDelete: "cascade" }),
    /** Which address it goes to: one of staff, or a visitor's who is no lead. Null where the kind says who. */
    recipient: text("recipient"),
    state: text("state", { enum: DELIVERY_STATES }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    dueAt: time("due_at").notNull(),
    leasedUntil: time("leased_until"),
    leaseKey: text("lease_key"),
    message: text("message", { mode: "json" }).$type<Message | HookMessage>(),
    providerId: text("provider_id"),
    reason: text("reason"),
    /** The keyed hash of the mailbox that somebody asked this for, whatever its plus-tag: for the limits. */
    mailboxHash: text("mailbox_hash"),
    /** The keyed hash of the very address, tag and all, where its mailbox is asked first in place of what was asked for. */
    addressHash: text("address_hash"),
    clientHash: text("client_hash"),
    /** The request that asked for it, as in the log; null for what no request began. */
    requestId: text("request_id"),
    createdAt: time("created_at").notNull(),
    firstTriedAt: time("first_tried_at"),
    sentAt: time("sent_at"),
    failedAt: time("failed_at"),
    /** What the provider reported after it had the message. */
    deliveredAt: time("delivered_at"),
    bouncedAt: time("bounced_at"),
    complainedAt: time("complained_at"),
  },
  (table) => [
    index("deliveries_due").on(table.channel, table.state, table.dueAt),
    index("deliveries_lease").on(table.channel, table.state, table.leasedUntil),
    index("deliveries_state").on(table.state, table.createdAt),
    index("deliveries_provider").on(table.providerId),
    index("deliveries_endpoint").on(table.endpointId, table.createdAt),
    index("deliveries_client").on(table.clientHash, table.createdAt),
    index("deliveries_lead").on(table.leadId, table.createdAt),
    index("deliveries_assessment").on(table.assessmentId),
    index("deliveries_join_link").on(table.joinLinkId).where(sql`${table.joinLinkId} IS NOT NULL`),
    index("deliveries_sign_in_link").on(table.signInLinkId).where(sql`${table.signInLinkId} IS NOT NULL`),
    index("deliveries_commitment").on(table.commitmentId).where(sql`${table.commitmentId} IS NOT NULL`),
    index("deliveries_check_in").on(table.checkInId).where(sql`${table.checkInId} IS NOT NULL`),
    index("deliveries_inquiry").on(table.inquiryId).where(sql`${table.inquiryId} IS NOT NULL`),
    index("deliveries_recipient").on(table.recipient, table.createdAt).where(sql`${table.recipient} IS NOT NULL`),
    index("deliveries_mailbox").on(table.mailboxHash, table.createdAt).where(sql`${table.mailboxHash} IS NOT NULL`),
    index("deliveries_created").on(table.createdAt),
    index("deliveries_channel").on(table.channel, table.createdAt),
    index("deliveries_channel_state").on(table.channel, table.state, table.createdAt),
    index("deliveries_of_kind").on(table.kind, table.createdAt),
    check("deliveries_channel", sql`${table.channel} IN (${list(CHANNELS)})`),
    check("deliveries_endpoint_of", sql`(${table.channel} = 'mail') = (${table.endpointId} IS NULL)`),
    check("deliveries_kind", sql`${table.kind} IN (${list(DELIVERY_KINDS)})`),
    check("deliveries_state", sql`${table.state} IN (${list(DELIVERY_STATES)})`),
    check(
      "deliveries_times",
      sql`(${table.state} <> 'sending' OR ${table.leasedUntil} IS NOT NULL)
        AND (${table.state} NOT IN ('sent', 'delivered', 'bounced', 'complained') OR ${table.sentAt} IS NOT NULL)
        AND (${table.state} <> 'failed' OR (${table.failedAt} IS NOT NULL AND ${table.reason} IS NOT NULL))`,
    ),
  ],
);

/** Addresses that must not be written to again, as keyed hashes: no address is kept here. */
export const suppressions = sqliteTable(
  "suppressions",
  {
    addressHash: text("address_hash").primaryKey(),
    reason: text("reason", { enum: SUPPRESSION_REASONS }).notNull(),
    since: time("since").notNull(),
  },
  (table) => [check("suppressions_reason", sql`${table.reason} IN (${list(SUPPRESSION_REASONS)})`)],
);

/** Where webhooks and Slack messages go. A signing secret is derived from SECRET, id and version: it is stored nowhere. */
export const endpoints = sqliteTable(
  "endpoints",
  {
    id: text("id").primaryKey(),
    channel: text("channel", { enum: ["webhook", "slack"] }).notNull(),
    url: text("url").notNull(),
    /** What it is told of; kinds of DELIVERY_KINDS. */
    events: text("events", { mode: "json" }).$type<string[]>().notNull(),
    secretVersion: integer("secret_version").notNull().default(1),
    /** When the secret was last rotated: for 24 hours the one before signs too. */
    rotatedAt: time("rotated_at"),
    createdAt: time("created_at").notNull(),
    createdBy: text("created_by").references(() => staff.id, { onDelete: "set null" }),
    disabledAt: time("disabled_at"),
    disabledBecause: text("disabled_because"),
  },
  (table) => [check("endpoints_channel", sql`${table.channel} IN ('webhook', 'slack')`)],
);

/** The log of each try of a delivery: what was asked and what was answered, cut at 64 KiB. Erased with its delivery. */
export const deliveryTries = sqliteTable(
  "delivery_tries",
  {
    deliveryId: text("delivery_id")
      .notNull()
      .references(() => deliveries.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    at: time("at").notNull(),
    milliseconds: integer("milliseconds").notNull(),
    /** The HTTP status, or null where no answer came. */
    status: integer("status"),
    outcome: text("outcome").notNull(),
    request: text("request"),
    response: text("response"),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.number] })],
);

/** What the mail provider reported, once each, whatever order it came in. Holds no address. */
export const providerEvents = sqliteTable(
  "provider_events",
  {
    id: text("id").primaryKey(),
    providerId: text("provider_id").notNull(),
    kind: text("kind").notNull(),
    /** When it happened, as the provider says, and when we were told. */
    at: time("at").notNull(),
    receivedAt: time("received_at").notNull(),
  },
  (table) => [
    index("provider_events_provider").on(table.providerId),
    index("provider_events_received").on(table.receivedAt),
  ],
);
