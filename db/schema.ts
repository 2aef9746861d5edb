import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { DELIVERY_KINDS, DELIVERY_STATES } from "#src/delivery/names.ts";
import { INSTRUMENT_IDS } from "#src/instruments/names.ts";
import { CONSENT_PURPOSES, LEAD_EVENTS, SUPPRESSION_REASONS } from "#src/leads/names.ts";
import type { Result } from "#src/scoring/result.ts";

/** Every time is whole milliseconds since 1970 (UTC), as the injected clock gives them. */
const time = (name: string) => integer(name);
const list = (names: readonly string[]) => sql.raw(names.map((name) => `'${name}'`).join(", "));

/** How a visitor arrived; hidden fields of the start form carry it. Never a referrer path, only its host. */
export type Attribution = Partial<Record<string, string>>;

/** One sitting: an attempt while `completed_at` is null, an assessment afterwards. */
export const assessments = sqliteTable(
  "assessments",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    reference: text("reference").notNull().unique(),
    /** A public reference that shows only the card's facts. Null until somebody chooses to share. */
    shareReference: text("share_reference").unique(),
    /** Made with each rendered start form, so that one form sent twice starts one attempt. */
    startKey: text("start_key").unique(),
    instrument: text("instrument", { enum: INSTRUMENT_IDS }).notNull(),
    bankVersion: text("bank_version").notNull(),
    modelVersion: text("model_version").notNull(),
    attribution: text("attribution", { mode: "json" }).$type<Attribution>().notNull(),
    carriedFrom: text("carried_from"),
    startedAt: time("started_at").notNull(),
    completedAt: time("completed_at"),
    elapsedSeconds: integer("elapsed_seconds"),
    /** An anonymous result is erased after this time. */
    keptUntil: time("kept_until").notNull(),
    /** Daily salted hash of the client's address, for the hourly limit; emptied after 24 hours. */
    clientHash: text("client_hash"),
  },
  (table) => [
    index("assessments_client_completed").on(table.clientHash, table.completedAt),
    index("assessments_kept_until").on(table.keptUntil),
    check("assessments_instrument", sql`${table.instrument} IN (${list(INSTRUMENT_IDS)})`),
    check("assessments_times", sql`${table.completedAt} IS NULL OR ${table.completedAt} >= ${table.startedAt}`),
  ],
);

/** One answer of a sitting, scored or context. Rows change until the sitting is completed, then never again. */
export const answers = sqliteTable(
  "answers",
  {
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    item: text("item").notNull(),
    option: text("option").notNull(),
    firstShownAt: time("first_shown_at").notNull(),
    answeredAt: time("answered_at").notNull(),
    /** Milliseconds spent on this question's page over all visits; a visit of more than five minutes adds nothing. */
    onPage: integer("on_page").notNull(),
    carried: integer("carried", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.assessmentId, table.item] }),
    check("answers_on_page", sql`${table.onPage} >= 0`),
  ],
);

/** What was scored, kept as scored. Revision 1 comes with completion; sizing numbers added later make the next one. */
export const results = sqliteTable(
  "results",
  {
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    revision: integer("revision").notNull(),
    sizing: text("sizing", { mode: "json" }).$type<Record<string, number>>().notNull(),
    currency: text("currency").notNull(),
    result: text("result", { mode: "json" }).$type<Result>().notNull(),
    scoredAt: time("scored_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.assessmentId, table.revision] }),
    check("results_revision", sql`${table.revision} >= 1`),
  ],
);

/** One row per mailbox. The address is stored lower-cased. */
export const leads = sqliteTable(
  "leads",
  {
    id: text("id").primaryKey(),
    address: text("address").notNull().unique(),
    name: text("name"),
    firm: text("firm"),
    phone: text("phone"),
    createdAt: time("created_at").notNull(),
  },
  (table) => [check("leads_address_lower", sql`${table.address} = lower(${table.address})`)],
);

/** Which addresses were given for which assessment. Two addresses on one assessment never see each other. */
export const attachments = sqliteTable(
  "attachments",
  {
    leadId: text("lead_id")
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    attachedAt: time("attached_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.leadId, table.assessmentId] }),
    index("attachments_assessment").on(table.assessmentId),
  ],
);

export const consents = sqliteTable(
  "consents",
  {
    id: text("id").primaryKey(),
    leadId: text("lead_id")
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    purpose: text("purpose", { enum: CONSENT_PURPOSES }).notNull(),
    textVersion: text("text_version").notNull(),
    givenAt: time("given_at").notNull(),
    withdrawnAt: time("withdrawn_at"),
  },
  (table) => [
    uniqueIndex("consents_standing")
      .on(table.leadId, table.purpose, table.textVersion)
      .where(sql`${table.withdrawnAt} IS NULL`),
    check("consents_purpose", sql`${table.purpose} IN (${list(CONSENT_PURPOSES)})`),
  ],
);

export const leadEvents = sqliteTable(
  "lead_events",
  {
    id: text("id").primaryKey(),
    leadId: text("lead_id")
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    assessmentId: integer("assessment_id").references(() => assessments.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: LEAD_EVENTS }).notNull(),
    detail: text("detail"),
    at: time("at").notNull(),
  },
  (table) => [
    index("lead_events_lead").on(table.leadId, table.at),
    index("lead_events_assessment").on(table.assessmentId),
    check("lead_events_kind", sql`${table.kind} IN (${list(LEAD_EVENTS)})`),
  ],
);

/** The rendered message, stored at the first lease so that a retry sends the same bytes. */
export interface Message {
  from: string;
  to: string;
  replyTo: string;
  subject: string;
  html: string;
  text: string;
  /** Kept with the message, so that a retry sends the same files. */
  attachments?: MessageFile[];
}

/** A file that a message carries; `content` is base64. */
export interface MessageFile {
  filename: string;
  contentType: string;
  content: string;
}

/** The outbox: one row per message to send, whoever asked for it. */
export const deliveries = sqliteTable(
  "deliveries",
  {
    id: text("id").primaryKey(),
    kind: text("kind", { enum: DELIVERY_KINDS }).notNull(),
    leadId: text("lead_id")
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    revision: integer("revision").notNull(),
    state: text("state", { enum: DELIVERY_STATES }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    dueAt: time("due_at").notNull(),
    leasedUntil: time("leased_until"),
    leaseKey: text("lease_key"),
    message: text("message", { mode: "json" }).$type<Message>(),
    providerId: text("provider_id"),
    reason: text("reason"),
    clientHash: text("client_hash"),
    createdAt: time("created_at").notNull(),
    firstTriedAt: time("first_tried_at"),
    sentAt: time("sent_at"),
    failedAt: time("failed_at"),
  },
  (table) => [
    index("deliveries_due").on(table.state, table.dueAt),
    index("deliveries_lease").on(table.state, table.leasedUntil),
    index("deliveries_client").on(table.clientHash, table.createdAt),
    index("deliveries_lead").on(table.leadId, table.createdAt),
    index("deliveries_assessment").on(table.assessmentId),
    index("deliveries_created").on(table.createdAt),
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
