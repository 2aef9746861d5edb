import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ASK_AGAIN_DAYS } from "#src/names/progress.ts";
import { assessments } from "./assessments.ts";
import { time } from "./columns.ts";
import { leads } from "./leads.ts";

const { fewest, most } = ASK_AGAIN_DAYS;

/** The wish of a mailbox to be asked to take an instrument again, every so many days until it stops that. */
export const retakeReminders = sqliteTable(
  "retake_reminders",
  {
    id: text("id").primaryKey(),
    leadId: text("lead_id")
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    /** The result it was asked for at. */
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    everyDays: integer("every_days").notNull(),
    /** When the mailbox was last asked to confirm it; the first date counts from here. */
    askedAt: time("asked_at").notNull(),
    /** When the mailbox said yes, to which version of the text, and when it took that back. */
    confirmedAt: time("confirmed_at"),
    textVersion: text("text_version"),
    stoppedAt: time("stopped_at"),
  },
  (table) => [
    index("retake_reminders_lead").on(table.leadId),
    index("retake_reminders_assessment").on(table.assessmentId),
    // A mailbox has one that stands, and may have one more at each result that waits for its yes.
    uniqueIndex("retake_reminders_standing")
      .on(table.leadId)
      .where(sql`${table.confirmedAt} IS NOT NULL AND ${table.stoppedAt} IS NULL`),
    uniqueIndex("retake_reminders_waiting")
      .on(table.leadId, table.assessmentId)
      .where(sql`${table.confirmedAt} IS NULL AND ${table.stoppedAt} IS NULL`),
    check("retake_reminders_days", sql`${table.everyDays} BETWEEN ${sql.raw(`${fewest} AND ${most}`)}`),
    check("retake_reminders_confirmed", sql`(${table.confirmedAt} IS NULL) = (${table.textVersion} IS NULL)`),
  ],
);
