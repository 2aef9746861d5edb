import { integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { time } from "./columns.ts";
import { wishColumns, wishRules } from "./wishes.ts";

/** The wish of a mailbox for a mail on the date of each first fix that was picked for it at a revision of a result. */
export const fixPlans = sqliteTable(
  "fix_plans",
  { ...wishColumns(), revision: integer("revision").notNull() },
  (table) => wishRules("fix_plans", table),
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
