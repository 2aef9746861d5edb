import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import { answers, assessments, results } from "#db/schema/assessments.ts";
import { closedAnswers } from "#db/schema/blind-spots.ts";
import { attachments } from "#db/schema/leads.ts";
import { closedLater, optionInForce } from "#src/assessments/answer-in-force.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { isNewest } from "#src/assessments/newest-revision.ts";
import type { Closer } from "#src/names/blind-spots.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import type { Result } from "#src/scoring/result.ts";
import { withLaterReadings } from "#src/scoring/stored.ts";

/** One completed assessment of a mailbox, with the newest revision of its result as it was scored. */
export interface OwnReading {
  reference: string;
  instrument: InstrumentId;
  completedAt: number;
  /** Scored answers, item to option. */
  scored: Record<string, string>;
  context: Record<string, string>;
  /** Answers that came in after completion, and from whom. */
  closed: { item: string; by: Closer }[];
  revision: number;
  sizing: Record<string, number>;
  currency: string;
  result: Result;
}

/** `own` was claimed by the mailbox's owner; `unclaimed` came in under the address without proof. Oldest first. */
export interface History {
  own: OwnReading[];
  unclaimed: OwnReading[];
}

/** The completed assessments of one mailbox and of no other, however many others hang on the same assessment. */
export async function readHistory(
  { database, banks }: Pick<Domain, "database" | "banks">,
  leadId: string,
): Promise<History> {
  const { query } = database;
  const sittings = await query
    .select({
      id: assessments.id,
      reference: assessments.reference,
      bankVersion: assessments.bankVersion,
      instrument: assessments.instrument,
      completedAt: assessments.completedAt,
      claimedAt: attachments.claimedAt,
    })
    .from(attachments)
    .innerJoin(assessments, eq(assessments.id, attachments.assessmentId))
    .where(and(eq(attachments.leadId, leadId), isNotNull(assessments.completedAt)))
    .orderBy(asc(assessments.completedAt), asc(assessments.id));
  const ids = sittings.map(({ id }) => id);
  const [scores, given] = await Promise.all([
    query
      .select()
      .from(results)
      .where(and(inArray(results.assessmentId, ids), isNewest)),
    query
      .select({ sitting: answers.assessmentId, item: answers.item, option: optionInForce, by: closedAnswers.by })
      .from(answers)
      .leftJoin(closedAnswers, closedLater)
      .where(inArray(answers.assessmentId, ids)),
  ]);
  const read = sittings.flatMap(({ id, claimedAt, completedAt, bankVersion, ...one }) => {
    const newest = scores.find(({ assessmentId }) => assessmentId === id);
    if (!newest || completedAt === null) return [];
    const { revision, sizing, currency } = newest;
    const own = given.filter(({ sitting }) => sitting === id);
    const isContext = ({ item }: { item: string }) => item.startsWith("c_");
    const pairs = (some: typeof own) => Object.fromEntries(some.map(({ item, option }) => [item, option]));
    const scored = pairs(own.filter((one) => !isContext(one)));
    const context = pairs(own.filter(isContext));
    const closed = own.flatMap(({ item, by }) => (by === null ? [] : [{ item, by }]));
    const result = withLaterReadings(banks.exact(bankVersion), newest.result, { answers: scored, context, sizing });
    const reading = { ...one, completedAt, scored, context, closed, revision, sizing, currency, result };
    return [{ claimed: claimedAt !== null, reading }];
  });
  const those = (claimed: boolean) => read.filter((one) => one.claimed === claimed).map(({ reading }) => reading);
  return { own: those(true), unclaimed: those(false) };
}
