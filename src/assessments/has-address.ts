import { eq } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Query } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments } from "#db/schema/leads.ts";
import { askedFirstAt } from "#src/outbox/asked-first.ts";
import type { Domain } from "./domain.ts";

/** How many mailboxes have a result, and how often it was asked for in a listed one's name. */
export const addressesAt = (query: Query, assessment: number | SQLiteColumn) =>
  [
    query.$count(attachments, eq(attachments.assessmentId, assessment)),
    query.$count(deliveries, askedFirstAt(assessment)),
  ] as const;

/** Whether an address was given: the result is then no longer anonymous, and its link alone cannot erase it. */
export async function hasAddress({ database }: Pick<Domain, "database">, assessmentId: number): Promise<boolean> {
  const [attached, asked] = await Promise.all(addressesAt(database.query, assessmentId));
  return attached + asked > 0;
}
