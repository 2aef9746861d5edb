import { and, eq } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { assessments } from "#db/schema/assessments.ts";
import { isInForce } from "#src/leads/erasing/end-wishes.ts";
import type { InstrumentId } from "#src/names/instruments.ts";

/** A wish to be asked again, with the result that it was told at. */
export type Wish = typeof retakeReminders.$inferSelect & {
  instrument: InstrumentId;
  /** The version that the result was asked in. */
  bankVersion: string;
};

const wishes = (query: Query) =>
  query
    .select({ wish: retakeReminders, instrument: assessments.instrument, bankVersion: assessments.bankVersion })
    .from(retakeReminders)
    .innerJoin(assessments, eq(assessments.id, retakeReminders.assessmentId));

/** The wish with this id, or null where there is none. */
export async function findWish(query: Query, id: string): Promise<Wish | null> {
  const [row] = await wishes(query).where(eq(retakeReminders.id, id));
  return row ? { ...row.wish, instrument: row.instrument, bankVersion: row.bankVersion } : null;
}

/** The one wish of a mailbox that stands, or null. */
export async function findWishInForce(query: Query, leadId: string): Promise<Wish | null> {
  const [row] = await wishes(query).where(and(eq(retakeReminders.leadId, leadId), isInForce(retakeReminders)));
  return row ? { ...row.wish, instrument: row.instrument, bankVersion: row.bankVersion } : null;
}
