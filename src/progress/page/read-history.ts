import { and, asc, desc, eq, inArray, isNotNull } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { answers, assessments, results } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import type { Result } from "#src/scoring/result.ts";

/** One completed assessment of a mailbox, with the newest revision of its result as it was scored. */
export interface OwnReading {
  reference: string;
  instrument: InstrumentId;
  completedAt: number;
  /** Scored answers, item to option. */
  scored: Record<string, string>;
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
export async function readHistory({ database }: { database: Database }, leadId: string): Promise<History> {
  const { query } = database;
  const sittings = await query
    .select({
      id: assessments.id,
      reference: assessments.reference,
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
    query.select().from(results).where(inArray(results.assessmentId, ids)).orderBy(desc(results.revision)),
    query
      .select({ sitting: answers.assessmentId, item: answers.item, option: answers.option })
      .from(answers)
      .where(inArray(answers.assessmentId, ids)),
  ]);
  const read = sittings.flatMap(({ id, claimedAt, completedAt, ...one }) => {
    const newest = scores.find(({ assessmentId }) => assessmentId === id);
    if (!newest || completedAt === null) return [];
    const { revision, sizing, currency, result } = newest;
    const said = given.filter(({ sitting, item }) => sitting === id && !item.startsWith("c_"));
    const scored = Object.fromEntries(said.map(({ item, option }) => [item, option]));
    return [
      { claimed: claimedAt !== null, reading: { ...one, completedAt, scored, revision, sizing, currency, result } },
    ];
  });
  const those = (claimed: boolean) => read.filter((one) => one.claimed === claimed).map(({ reading }) => reading);
  return { own: those(true), unclaimed: those(false) };
}
