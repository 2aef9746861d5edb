import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { COMMITMENT_OUTCOMES, MOST_SEATS, SEAT_SCOPES } from "#src/names/progress.ts";
import { retakeReminders } from "./ask-again.ts";
import { assessments } from "./assessments.ts";
import { list, time, typedLines } from "./columns.ts";
import { leads } from "./leads.ts";

/**
 * Each request for a sign-in link, whether the address is known or not, so that both cost the same and the limits count
 * both. `lead_id` and the token are null for an address that we do not know.
 */
export const signInLinks = sqliteTable(
  "sign_in_links",
  {
    id: text("id").primaryKey(),
    leadId: text("lead_id").references(() => leads.id, { onDelete: "cascade" }),
    /** Keyed hash of the mailbox behind the address that was typed. */
    addressHash: text("address_hash").notNull(),
    clientHash: text("client_hash"),
    /** SHA-256 of the token, from the moment the mail is made: the token itself stands in that mail only. */
    tokenHash: text("token_hash").unique(),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at").notNull(),
    usedAt: time("used_at"),
  },
  (table) => [
    index("sign_in_links_address").on(table.addressHash, table.createdAt),
    index("sign_in_links_client").on(table.clientHash, table.createdAt),
    index("sign_in_links_lead").on(table.leadId),
    index("sign_in_links_expires").on(table.expiresAt),
  ],
);

/** Who has proved that a mailbox is theirs, until they sign out or it ends. Holds only the SHA-256 of the cookie. */
export const founderSessions = sqliteTable(
  "founder_sessions",
  {
    tokenHash: text("token_hash").primaryKey(),
    leadId: text("lead_id")
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    createdAt: time("created_at").notNull(),
    lastSeenAt: time("last_seen_at").notNull(),
    expiresAt: time("expires_at").notNull(),
  },
  (table) => [
    index("founder_sessions_lead").on(table.leadId),
    index("founder_sessions_expires").on(table.expiresAt),
    index("founder_sessions_seen").on(table.lastSeenAt),
  ],
);

/** A layer and the condition that would show it is fixed, in the founder's own words, by a date. */
export const commitments = sqliteTable(
  "commitments",
  {
    id: text("id").primaryKey(),
    /** The result it was made at. */
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    /** Whose mailbox it belongs to; null for whoever holds the link of the result. */
    leadId: text("lead_id").references(() => leads.id, { onDelete: "cascade" }),
    layer: text("layer", { enum: LAYER_IDS }).notNull(),
    condition: typedLines("condition").notNull(),
    /** The start of the day that the founder set (UTC). */
    dueAt: time("due_at").notNull(),
    madeAt: time("made_at").notNull(),
    /** When the mailbox said yes to the reminder, and when it took that back. */
    confirmedAt: time("confirmed_at"),
    stoppedAt: time("stopped_at"),
    /** What the founder calls it afterwards. */
    outcome: text("outcome", { enum: COMMITMENT_OUTCOMES }),
    saidAt: time("said_at"),
  },
  (table) => [
    index("commitments_assessment").on(table.assessmentId),
    index("commitments_lead").on(table.leadId),
    check("commitments_layer", sql`${table.layer} IN (${list(LAYER_IDS)})`),
    check("commitments_outcome", sql`${table.outcome} IN (${list(COMMITMENT_OUTCOMES)})`),
    check("commitments_said", sql`(${table.outcome} IS NULL) = (${table.saidAt} IS NULL)`),
    check("commitments_confirmed", sql`${table.confirmedAt} IS NULL OR ${table.leadId} IS NOT NULL`),
  ],
);

/** An attempt that somebody began who had proved a mailbox, or held a reminder's link. It belongs to that mailbox. */
export const retakes = sqliteTable(
  "retakes",
  {
    assessmentId: integer("assessment_id")
      .primaryKey()
      .references(() => assessments.id, { onDelete: "cascade" }),
    leadId: text("lead_id")
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    /** The commitment that it opened with. */
    commitmentId: text("commitment_id").references(() => commitments.id, { onDelete: "set null" }),
    /** The reminder whose link it was begun by. */
    reminderId: text("reminder_id").references(() => retakeReminders.id, { onDelete: "set null" }),
  },
  (table) => [
    index("retakes_lead").on(table.leadId),
    index("retakes_commitment").on(table.commitmentId),
    index("retakes_reminder").on(table.reminderId),
  ],
);

/** The one invite link of a Diagnostic result. Its reference leads to no result. */
export const seatInvites = sqliteTable("seat_invites", {
  assessmentId: integer("assessment_id")
    .primaryKey()
    .references(() => assessments.id, { onDelete: "cascade" }),
  reference: text("reference").notNull().unique(),
  createdAt: time("created_at").notNull(),
  closedAt: time("closed_at"),
});

/** A colleague's seat beside the founder's. The founder's own, number 1, is the assessment itself. */
export const seats = sqliteTable(
  "seats",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** The seat's own private address. */
    reference: text("reference").notNull().unique(),
    /** The founder's assessment. */
    besideId: integer("beside_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    scope: text("scope", { enum: SEAT_SCOPES }).notNull(),
    /** The seat's own Diagnostic, where the whole is answered. */
    assessmentId: integer("assessment_id")
      .unique()
      .references(() => assessments.id, { onDelete: "set null" }),
    /** Made with the rendered form, so that one form sent twice takes one seat. */
    startKey: text("start_key").unique(),
    takenAt: time("taken_at").notNull(),
    /** When the last "define" item was answered; a whole Diagnostic has its own time. */
    doneAt: time("done_at"),
  },
  (table) => [
    unique("seats_number_once").on(table.besideId, table.number),
    check("seats_number", sql`${table.number} BETWEEN 2 AND ${sql.raw(String(MOST_SEATS))}`),
    check("seats_scope", sql`${table.scope} IN (${list(SEAT_SCOPES)})`),
  ],
);

/** One answer of a seat that answers the "define" items only. */
export const seatAnswers = sqliteTable(
  "seat_answers",
  {
    seatId: integer("seat_id")
      .notNull()
      .references(() => seats.id, { onDelete: "cascade" }),
    item: text("item").notNull(),
    option: text("option").notNull(),
    answeredAt: time("answered_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.seatId, table.item] })],
);
