import { sql } from "drizzle-orm";
import { check, integer, sqliteTable } from "drizzle-orm/sqlite-core";
import { ASK_AGAIN_DAYS } from "#src/names/progress.ts";
import { wishColumns, wishRules } from "./wishes.ts";

const { fewest, most } = ASK_AGAIN_DAYS;

/** The wish of a mailbox to be asked to take an instrument again, every so many days until it stops that. */
export const retakeReminders = sqliteTable(
  "retake_reminders",
  { ...wishColumns(), everyDays: integer("every_days").notNull() },
  (table) => [
    ...wishRules("retake_reminders", table),
    check("retake_reminders_days", sql`${table.everyDays} BETWEEN ${sql.raw(`${fewest} AND ${most}`)}`),
  ],
);
