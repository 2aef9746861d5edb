import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { CLOSERS } from "#src/names/blind-spots.ts";
import { assessments, results } from "./assessments.ts";
import { list, time } from "./columns.ts";

/**
 * Questions of a result that could not be answered, asked again: of the founder, whose one row is used over and over, or
 * of a colleague by a link of its own. Its answers wait here until the last is given.
 */
export const closings = sqliteTable(
  "closings",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** Its own address, which leads to no result. */
    reference: text("reference").notNull().unique(),
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    by: text("by", { enum: CLOSERS }).notNull(),
    /** Items in the order of the bank. */
    items: text("items", { mode: "json" }).$type<string[]>().notNull(),
    /** Answers so far, item to option. */
    answers: text("answers", { mode: "json" }).$type<Record<string, string>>().notNull(),
    /** When each was given; those of before this was kept have no time. */
    answeredAt: text("answered_at", { mode: "json" }).$type<Record<string, number>>().notNull().default({}),
    askedAt: time("asked_at").notNull(),
    endsAt: time("ends_at").notNull(),
    usedAt: time("used_at"),
    withdrawnAt: time("withdrawn_at"),
  },
  (table) => [
    index("closings_assessment").on(table.assessmentId),
    uniqueIndex("closings_founder").on(table.assessmentId).where(sql`${table.by} = 'founder'`),
    check("closings_by", sql`${table.by} IN (${list(CLOSERS)})`),
    check("closings_ended_once", sql`${table.usedAt} IS NULL OR ${table.withdrawnAt} IS NULL`),
  ],
);

/** An answer that came in later, to an item that was "Not sure". The answer of the sitting stays as it was given. */
export const closedAnswers = sqliteTable(
  "closed_answers",
  {
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    item: text("item").notNull(),
    option: text("option").notNull(),
    by: text("by", { enum: CLOSERS }).notNull(),
    closedAt: time("closed_at").notNull(),
    /** The first revision of the result that counts it. */
    revision: integer("revision").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.assessmentId, table.item] }),
    foreignKey({
      columns: [table.assessmentId, table.revision],
      foreignColumns: [results.assessmentId, results.revision],
    }).onDelete("cascade"),
    check("closed_answers_by", sql`${table.by} IN (${list(CLOSERS)})`),
    check("closed_answers_known", sql`${table.option} <> 'dk'`),
  ],
);
