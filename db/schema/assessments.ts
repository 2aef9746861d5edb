import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import type { StoredResult } from "#src/scoring/result.ts";
import { list, time, typedJson } from "./columns.ts";

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
    attribution: typedJson<Attribution>("attribution").notNull(),
    carriedFrom: text("carried_from"),
    startedAt: time("started_at").notNull(),
    completedAt: time("completed_at"),
    elapsedSeconds: integer("elapsed_seconds"),
    /** An anonymous result is erased after this time. */
    keptUntil: time("kept_until").notNull(),
    /** Daily salted hash of the client's address, for the hourly limits; emptied after 24 hours. */
    clientHash: text("client_hash"),
  },
  (table) => [
    index("assessments_client_completed").on(table.clientHash, table.completedAt),
    index("assessments_kept_until").on(table.keptUntil),
    index("assessments_started").on(table.startedAt),
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
    result: text("result", { mode: "json" }).$type<StoredResult>().notNull(),
    scoredAt: time("scored_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.assessmentId, table.revision] }),
    check("results_revision", sql`${table.revision} >= 1`),
  ],
);
