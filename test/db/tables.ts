import { getTableColumns, getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import * as delivery from "#db/delivery-schema.ts";
import * as funnel from "#db/funnel-schema.ts";
import * as inquiry from "#db/inquiry-schema.ts";
import * as lead from "#db/lead-schema.ts";
import * as progress from "#db/progress-schema.ts";
import * as assessment from "#db/schema.ts";
import * as staff from "#db/staff-schema.ts";

/** Every table of the schema by its name. */
export const TABLES = new Map(
  [delivery, funnel, inquiry, lead, progress, assessment, staff]
    .flatMap((file) => Object.values(file) as unknown[])
    .filter((one): one is SQLiteTable => is(one, SQLiteTable))
    .map((table) => [getTableName(table), table]),
);

/** The columns of a table as the code calls them. */
export const columnsOf = (table: SQLiteTable) => Object.keys(getTableColumns(table));
