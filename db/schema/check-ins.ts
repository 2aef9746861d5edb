import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { assessments } from "./assessments.ts";
import { time } from "./columns.ts";
import { leads } from "./leads.ts";

/** The wish of a mailbox for a mail on the date of each first fix that was picked for it at a result. */
export const fixPlans = sqliteTable(
  "fix_plans",
  {
    id: text("id").primaryKey(),
    leadId: text("lead_id")
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    /** The result whose report offered the fixes, and which revision of it. */
    assessmentId: integer("assessment_id")
      .notNull()
      .references(() => assessments.id, { onDelete: "cascade" }),
    revision: integer("revision").notNull(),
    /** When the mailbox was last asked to confirm it. */
    askedAt: time("asked_at").notNull(),
    /** When the mailbox said yes, to which version of the text, and when it took that back. */
    confirmedAt: time("confirmed_at"),
    textVersion: text("text_version"),
    stoppedAt: time("stopped_at"),
  },
  (table) => [
    index("fix_plans_lead").on(table.leadId),
    index("fix_plans_assessment").on(table.assessmentId),
    // A mailbox has one that stands, and may have one more at each result that waits for its yes.
    uniqueIndex("fix_plans_standing")
      .on(table.leadId)
      .where(sql`${table.confirmedAt} IS NOT NULL AND ${table.stoppedAt} IS NULL`),
    uniqueIndex("fix_plans_waiting")
      .on(table.leadId, table.assessmentId)
      .where(sql`${table.confirmedAt} IS NULL AND ${table.stoppedAt} IS NULL`),
    check("fix_plans_confirmed", sql`(${table.confirmedAt} IS NULL) = (${table.textVersion} IS NULL)`),
  ],
);

/** One fix of a plan, by the question it is for, with the day of its check-in. */
export const pickedFixes = sqliteTable(
  "picked_fixes",
  {
    id: text("id").primaryKey(),
    planId: text("plan_id")
      .notNull()
      .references(() => fixPlans.id, { onDelete: "cascade" }),
    item: text("item").notNull(),
    /** The start of the day that it is asked about next, or was asked about last (UTC). */
    dueAt: time("due_at").notNull(),
    /** When the founder said that it is done. */
    doneAt: time("done_at"),
  },
  (table) => [unique("picked_fixes_once").on(table.planId, table.item)],
);

/** A date of a plan that stands: one mail asks about all of its fixes that are due then and not done. */
export const checkIns = sqliteTable(
  "check_ins",
  {
    id: text("id").primaryKey(),
    planId: text("plan_id")
      .notNull()
      .references(() => fixPlans.id, { onDelete: "cascade" }),
    /** The start of the day (UTC). */
    dueAt: time("due_at").notNull(),
  },
  (table) => [unique("check_ins_once").on(table.planId, table.dueAt)],
);
