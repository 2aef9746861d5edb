import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { deliveries } from "#db/schema/deliveries.ts";

/**
 * What was asked for at results in a listed address's name: rows of nobody's that are never sent. They stay as long as an
 * attached address would, and count as one wherever somebody who holds the result's link could tell the two apart.
 */
export const askedFirst = and(
  inArray(deliveries.kind, ["report", "call", "confirm-reminder", "confirm-again", "confirm-check-ins"]),
  ...[isNull(deliveries.leadId), isNull(deliveries.recipient), isNotNull(deliveries.mailboxHash)],
);

/** The same for one address, tag and all: another tag of its mailbox is another address, as it is where nothing is listed. */
export const askedFirstOf = (addressHash: string) =>
  and(isNull(deliveries.leadId), isNull(deliveries.recipient), eq(deliveries.addressHash, addressHash));

/** The same at one result. */
export const askedFirstAt = (assessment: number | SQLiteColumn) =>
  and(eq(deliveries.assessmentId, assessment), askedFirst);
