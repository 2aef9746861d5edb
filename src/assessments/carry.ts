import { and, eq, gte } from "drizzle-orm";
import { answers, assessments } from "#db/schema/assessments.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { DAY } from "#src/time.ts";
import type { Domain } from "./domain.ts";
import { optionsOf, steps } from "./journey.ts";

/**
 * Answers of a completed Snapshot that may fill in another instrument (method, section 9): younger than 30 days, same
 * major version of the bank, and still offered today. An unknown reference carries nothing.
 */
export async function carriedAnswers(domain: Domain, from: string, instrument: InstrumentId, now: number) {
  const { bank, database } = domain;
  const rows = await database.query
    .select({ item: answers.item, option: answers.option, bankVersion: assessments.bankVersion })
    .from(answers)
    .innerJoin(assessments, eq(answers.assessmentId, assessments.id))
    .where(
      and(
        eq(assessments.reference, from),
        eq(assessments.instrument, "snapshot"),
        gte(assessments.completedAt, now - bank.model.carryOverDays * DAY + 1),
      ),
    );
  const major = (version: string) => version.split(".")[0];
  const asked = new Set(steps(bank, instrument).map(({ id }) => id));
  return rows.filter(
    ({ item, option, bankVersion }) =>
      major(bankVersion) === major(bank.bankVersion) && asked.has(item) && optionsOf(bank, item)?.includes(option),
  );
}
