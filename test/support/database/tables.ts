import { getTableColumns, getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import * as askAgain from "#db/schema/ask-again.ts";
import * as assessment from "#db/schema/assessments.ts";
import * as blindSpot from "#db/schema/blind-spots.ts";
import * as checkIn from "#db/schema/check-ins.ts";
import * as delivery from "#db/schema/deliveries.ts";
import * as funnel from "#db/schema/funnel.ts";
import * as inquiry from "#db/schema/inquiries.ts";
import * as lead from "#db/schema/leads.ts";
import * as progress from "#db/schema/progress.ts";
import * as staff from "#db/schema/staff.ts";

/** Every table of the schema by its name. */
export const TABLES = new Map(
  [askAgain, checkIn, delivery, funnel, inquiry, lead, progress, assessment, blindSpot, staff]
    .flatMap((file) => Object.values(file) as unknown[])
    .filter((one): one is SQLiteTable => is(one, SQLiteTable))
    .map((table) => [getTableName(table), table]),
);

/** The columns of a table as the code calls them. */
export const columnsOf = (table: SQLiteTable) => Object.keys(getTableColumns(table));
