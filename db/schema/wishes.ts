import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, check, index, integer, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { assessments } from "./assessments.ts";
import { time } from "./columns.ts";
import { leads } from "./leads.ts";

/** What every wish of a mailbox for mail that comes later has, until the mailbox stops it. */
export const wishColumns = () => ({
  id: text("id").primaryKey(),
  leadId: text("lead_id")
    .notNull()
    .references(() => leads.id, { onDelete: "cascade" }),
  /** The result it was asked for at. */
  assessmentId: integer("assessment_id")
    .notNull()
    .references(() => assessments.id, { onDelete: "cascade" }),
  /** When the mailbox was last asked to confirm it; dates that are counted count from here. */
  askedAt: time("asked_at").notNull(),
  /** When the mailbox said yes, to which version of the text, and when it took that back. */
  confirmedAt: time("confirmed_at"),
  textVersion: text("text_version"),
  stoppedAt: time("stopped_at"),
});

type WishTable = Record<"leadId" | "assessmentId" | "confirmedAt" | "textVersion" | "stoppedAt", AnySQLiteColumn>;

/** A mailbox has one wish that stands, and may have one more at each result that waits for its yes. */
export const wishRules = (name: string, { leadId, assessmentId, confirmedAt, textVersion, stoppedAt }: WishTable) => [
  index(`${name}_lead`).on(leadId),
  index(`${name}_assessment`).on(assessmentId),
  uniqueIndex(`${name}_standing`).on(leadId).where(sql`${confirmedAt} IS NOT NULL AND ${stoppedAt} IS NULL`),
  uniqueIndex(`${name}_waiting`).on(leadId, assessmentId).where(sql`${confirmedAt} IS NULL AND ${stoppedAt} IS NULL`),
  check(`${name}_confirmed`, sql`(${confirmedAt} IS NULL) = (${textVersion} IS NULL)`),
];
