import { and, eq, gte } from "drizzle-orm";
import { answers, assessments } from "#db/schema/assessments.ts";
import { closedAnswers } from "#db/schema/blind-spots.ts";
import { isAskedUnchanged } from "#src/instruments/change.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { DAY } from "#src/time.ts";
import { closedLater, optionInForce } from "./answer-in-force.ts";
import type { Domain } from "./domain.ts";
import type { Assessment } from "./find.ts";
import { steps } from "./journey.ts";

/**
 * Answers of a completed Snapshot that may fill in another instrument (method, section 9): younger than 30 days, and to
 * questions that the newest version asks unchanged. Those that were closed since come along. An unknown reference carries nothing.
 */
export async function carriedAnswers({ banks, database }: Domain, from: string, instrument: InstrumentId, now: number) {
  const { newest } = banks;
  const rows = await database.query
    .select({ item: answers.item, option: optionInForce, bankVersion: assessments.bankVersion })
    .from(answers)
    .innerJoin(assessments, eq(answers.assessmentId, assessments.id))
    .leftJoin(closedAnswers, closedLater)
    .where(
      and(
        eq(assessments.reference, from),
        eq(assessments.instrument, "snapshot"),
        gte(assessments.completedAt, carriedSince(newest, now)),
      ),
    );
  const asked = new Set(steps(newest, instrument).map(({ id }) => id));
  return rows.filter(
    ({ item, bankVersion }) => asked.has(item) && isAskedUnchanged(banks.of(bankVersion), newest, item),
  );
}

/** The earliest completion, in milliseconds since 1970, that is younger than the days of the newest version's model. */
const carriedSince = ({ model }: Bank, now: number) => now - model.carryOverDays * DAY + 1;

/** Whether every answer of a completed Snapshot would come along into a Diagnostic begun at `now`, in milliseconds since 1970. */
export function carriesAll(
  { banks }: Pick<Domain, "banks">,
  { bankVersion, completedAt }: Pick<Assessment, "bankVersion" | "completedAt">,
  now: number,
): boolean {
  const { newest } = banks;
  const before = banks.of(bankVersion);
  return (
    completedAt >= carriedSince(newest, now) &&
    steps(before, "snapshot").every(({ id }) => isAskedUnchanged(before, newest, id))
  );
}
