import { and, asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { answers, assessments } from "#db/schema/assessments.ts";
import { closedAnswers } from "#db/schema/blind-spots.ts";
import { seatAnswers, seats } from "#db/schema/progress.ts";
import { closedLater, optionInForce } from "#src/assessments/answer-in-force.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { SeatScope } from "#src/names/progress.ts";

/** One seat with what it answered, for the verbs of this folder: pages are given less. */
export interface SeatRow {
  number: number;
  reference: string;
  besideId: number;
  /** The version that the founder answered, and so does the seat. */
  bankVersion: string;
  scope: SeatScope;
  done: boolean;
  /** The seat's own Diagnostic. */
  attempt: string | null;
  answers: Record<string, string>;
}

type Reader = Pick<Domain, "database">;

const founders = alias(assessments, "founders");

/** The founder's seat, which is the assessment itself. */
export async function founderSeat({ database }: Reader, assessmentId: number): Promise<SeatRow> {
  const [[founder], given] = await Promise.all([
    database.query
      .select({ bankVersion: assessments.bankVersion })
      .from(assessments)
      .where(eq(assessments.id, assessmentId)),
    answersOfSitting({ database }, assessmentId),
  ]);
  const own = { number: 1, reference: "", scope: "whole", done: true, attempt: null } as const;
  return { ...own, besideId: assessmentId, bankVersion: founder?.bankVersion ?? "", answers: pairs(given) };
}

/** The seats beside one assessment, or the one with this reference, in the order of their numbers. */
export async function seatRows(
  { database }: Reader,
  which: { beside: number } | { reference: string },
): Promise<SeatRow[]> {
  const rows = await database.query
    .select({
      seat: seats,
      attempt: assessments.reference,
      completedAt: assessments.completedAt,
      bankVersion: founders.bankVersion,
    })
    .from(seats)
    .innerJoin(founders, eq(seats.besideId, founders.id))
    .leftJoin(assessments, eq(seats.assessmentId, assessments.id))
    .where("beside" in which ? eq(seats.besideId, which.beside) : eq(seats.reference, which.reference))
    .orderBy(asc(seats.number));
  return Promise.all(
    rows.map(async ({ seat, attempt, completedAt, bankVersion }) => ({
      ...{
        number: seat.number,
        reference: seat.reference,
        besideId: seat.besideId,
        scope: seat.scope,
        attempt,
        bankVersion,
      },
      done: seat.scope === "whole" ? completedAt !== null : seat.doneAt !== null,
      answers: pairs(await answersOf({ database }, seat)),
    })),
  );
}

async function answersOf({ database }: Reader, { id, scope, assessmentId }: typeof seats.$inferSelect) {
  if (scope === "define") return database.query.select().from(seatAnswers).where(eq(seatAnswers.seatId, id));
  if (assessmentId === null) return [];
  return answersOfSitting({ database }, assessmentId);
}

/** With what its own person looked up later; what a colleague could say of it was not said by this seat. */
function answersOfSitting({ database }: Reader, assessmentId: number) {
  return database.query
    .select({ item: answers.item, option: optionInForce })
    .from(answers)
    .leftJoin(closedAnswers, and(closedLater, eq(closedAnswers.by, "founder")))
    .where(eq(answers.assessmentId, assessmentId));
}

/** Scored answers only: context says nothing about agreement. */
function pairs(given: readonly { item: string; option: string }[]): Record<string, string> {
  return Object.fromEntries(
    given.filter(({ item }) => !item.startsWith("c_")).map(({ item, option }) => [item, option]),
  );
}
