import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { INSTRUMENT_IDS, LAYER_IDS } from "#src/names/instruments.ts";
import { CONSENT_PURPOSES, GRADES, LEAD_EVENTS, LEAD_STATUSES, OUTREACH } from "#src/names/leads.ts";
import { CLARITIES, VERDICTS } from "#src/names/scoring.ts";
import { assessments } from "./assessments.ts";
import { list, time, typedLine, typedLines } from "./columns.ts";
import { staff } from "./staff.ts";

/** One row per mailbox. The address is stored lower-cased. */
export const leads = sqliteTable(
  "leads",
  {
    id: text("id").primaryKey(),
    address: text("address").notNull().unique(),
    name: typedLine("name"),
    firm: typedLine("firm"),
    phone: typedLine("phone"),
    createdAt: time("created_at").notNull(),
  },
  (table) => [
    index("leads_created").on(table.createdAt),
    check("leads_address_lower", sql`${table.address} = lower(${table.address})`),
  ],
);

/** A whole number for each lead, which the full-text index `lead_search` (name, firm, address) knows it by. */
export const leadSearchIds = sqliteTable("lead_search_ids", {
  id: integer("id").primaryKey(),
  leadId: text("lead_id")
    .notNull()
    .unique()
    .references(() => leads.id, { onDelete: "cascade" }),
});

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
    /** When the mailbox's owner said that this is theirs; null while the address came without proof. */
    claimedAt: time("claimed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.leadId, table.assessmentId] }),
    index("attachments_assessment").on(table.assessmentId),
    index("attachments_claimed").on(table.claimedAt, table.assessmentId).where(sql`${table.claimedAt} IS NOT NULL`),
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
    index("consents_lead").on(table.leadId),
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
    detail: typedLines("detail"),
    /** Who of staff did it; null for what the lead did. */
    staffId: text("staff_id").references(() => staff.id, { onDelete: "set null" }),
    /** The name of who did it, kept when they leave the staff. */
    staffName: text("staff_name"),
    /** What stood before and after a change of status, owner or outreach; after a retake which way it moved clearly. */
    fromValue: text("from_value"),
    toValue: text("to_value"),
    at: time("at").notNull(),
  },
  (table) => [
    index("lead_events_lead").on(table.leadId, table.at),
    index("lead_events_assessment").on(table.assessmentId),
    index("lead_events_staff").on(table.staffId).where(sql`${table.staffId} IS NOT NULL`),
    check("lead_events_kind", sql`${table.kind} IN (${list(LEAD_EVENTS)})`),
  ],
);

/** One signal of intent and when it came (milliseconds since 1970), kept so that its decay needs no other table. */
export interface StoredSignal {
  kind: string;
  at: number;
}

/** What the inbox filters by, beside the time of the last signal. */
const filtered = (
  table: Record<"grade" | "status" | "outreach" | "dominant" | "verdict" | "ownerId" | "source", AnySQLiteColumn>,
) => [table.grade, table.status, table.outreach, table.dominant, table.verdict, table.ownerId, table.source] as const;

/**
 * Where each lead stands for the desk: facts of its newest assessment, its score as of a moment, what staff made of it.
 * One row a lead, narrow enough to sort and filter without reading anything else.
 */
export const leadStandings = sqliteTable(
  "lead_standings",
  {
    leadId: text("lead_id")
      .primaryKey()
      .references(() => leads.id, { onDelete: "cascade" }),
    /** The newest completed assessment under this address; the row falls with the last one. */
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    instrument: text("instrument", { enum: INSTRUMENT_IDS }).notNull(),
    overall: integer("overall").notNull(),
    verdict: text("verdict", { enum: VERDICTS }).notNull(),
    dominant: text("dominant", { enum: LAYER_IDS }),
    clarity: text("clarity", { enum: CLARITIES }).notNull(),
    /** One word or host for how the lead arrived; "direct" where nothing is known. */
    source: text("source").notNull(),
    outreach: text("outreach", { enum: OUTREACH }).notNull(),
    /** Section 14, as of `scored_as_of`; all null unless outreach is allowed. Score, need and fit 0 to 100. */
    score: integer("score"),
    need: real("need"),
    fit: integer("fit"),
    intent: real("intent"),
    grade: text("grade", { enum: GRADES }),
    signals: text("signals", { mode: "json" }).$type<StoredSignal[]>().notNull(),
    scoredAsOf: time("scored_as_of").notNull(),
    /** Order of the inbox: 1000 more while a call waits for an answer, else the score, -1 without one. */
    rank: integer("rank").notNull(),
    status: text("status", { enum: LEAD_STATUSES }).notNull().default("new"),
    ownerId: text("owner_id").references(() => staff.id, { onDelete: "set null" }),
    /** The newest call request, and when somebody of staff answered it. */
    callAskedAt: time("call_asked_at"),
    callAnsweredAt: time("call_answered_at"),
    /** When the lead last did something; "age" on the desk counts from here. */
    lastSignalAt: time("last_signal_at").notNull(),
    /** When staff were told of grade A; told once. */
    toldStaffAt: time("told_staff_at"),
  },
  (table) => [
    // One for each order of the inbox, one for a source by score. Each holds what the inbox filters by, so that a filter reads
    // no row it leaves out.
    index("lead_standings_by_rank").on(table.rank, table.leadId, ...filtered(table), table.lastSignalAt),
    index("lead_standings_by_signal").on(table.lastSignalAt, table.leadId, ...filtered(table)),
    index("lead_standings_by_need").on(table.need, table.leadId, ...filtered(table), table.lastSignalAt),
    index("lead_standings_by_fit").on(table.fit, table.leadId, ...filtered(table), table.lastSignalAt),
    index("lead_standings_by_intent").on(table.intent, table.leadId, ...filtered(table), table.lastSignalAt),
    index("lead_standings_source").on(
      ...[table.source, table.rank, table.leadId, table.grade, table.status, table.outreach],
      ...[table.dominant, table.verdict, table.ownerId, table.lastSignalAt],
    ),
    index("lead_standings_assessment").on(table.assessmentId),
    index("lead_standings_owner").on(table.ownerId, table.rank),
    index("lead_standings_scored_as_of").on(table.scoredAsOf),
    check("lead_standings_outreach", sql`${table.outreach} IN (${list(OUTREACH)})`),
    check("lead_standings_status", sql`${table.status} IN (${list(LEAD_STATUSES)})`),
    check(
      "lead_standings_score",
      sql`(${table.outreach} = 'allowed') = (${table.score} IS NOT NULL)
        AND (${table.score} IS NULL) = (${table.grade} IS NULL)
        AND (${table.score} IS NULL OR ${table.score} BETWEEN 0 AND 100)`,
    ),
  ],
);
