import { and, eq, isNull } from "drizzle-orm";
import { seatInvites, seats } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { SeatScope } from "#src/names/progress.ts";
import { type Agreement, agreement } from "#src/scoring/agreement.ts";
import { founderSeat, type SeatRow, seatRows } from "./seat-rows.ts";

type Reader = Pick<Domain, "database" | "banks">;

/** What one seat may know of another: that it is there and whether it is done. */
export interface SeatState {
  number: number;
  done: boolean;
}

/** Who said what, as one seat may see it. */
export interface SeenAgreement extends Agreement {
  /** Numbers of the seats in the order of each item's `said`. */
  seats: number[];
}

export interface SeatsBeside {
  /** Reference of the invite link while it is open. */
  invite: string | null;
  others: SeatState[];
  /** Null until somebody beside the founder is done. */
  agreement: SeenAgreement | null;
}

export interface OwnSeat {
  reference: string;
  number: number;
  /** The version that its inviter answered. */
  bankVersion: string;
  scope: SeatScope;
  done: boolean;
  /** Its own Diagnostic; null for a seat without one, and once that is erased. */
  attempt: string | null;
  /** Its own answers. */
  answers: Record<string, string>;
  others: SeatState[];
  /** Null until this seat is done. */
  agreement: SeenAgreement | null;
}

/** The founder's view of the seats beside an assessment. */
export async function seatsBeside(reader: Reader, assessmentId: number): Promise<SeatsBeside> {
  const [founder, others, [invite]] = await Promise.all([
    founderSeat(reader, assessmentId),
    seatRows(reader, { beside: assessmentId }),
    reader.database.query
      .select({ reference: seatInvites.reference })
      .from(seatInvites)
      .where(and(eq(seatInvites.assessmentId, assessmentId), isNull(seatInvites.closedAt))),
  ]);
  return {
    invite: invite?.reference ?? null,
    others: others.map(stateOf),
    agreement: seenBy(reader, founder, [founder, ...others]),
  };
}

/** A colleague's own view of the seats, or null when there is no seat at this address. */
export async function readSeat(reader: Reader, reference: string): Promise<OwnSeat | null> {
  const [own] = await seatRows(reader, { reference });
  if (!own) return null;
  const [founder, beside] = await Promise.all([
    founderSeat(reader, own.besideId),
    seatRows(reader, { beside: own.besideId }),
  ]);
  const all = [founder, ...beside];
  return {
    ...{
      reference: own.reference,
      number: own.number,
      bankVersion: own.bankVersion,
      scope: own.scope,
      done: own.done,
      attempt: own.attempt,
    },
    answers: own.answers,
    others: all.filter(({ number }) => number !== own.number).map(stateOf),
    agreement: seenBy(reader, own, all),
  };
}

/** The seat that an assessment was taken for, or null. */
export async function seatOf({ database }: Pick<Reader, "database">, assessmentId: number) {
  const [row] = await database.query
    .select({ reference: seats.reference, number: seats.number })
    .from(seats)
    .where(eq(seats.assessmentId, assessmentId));
  return row ?? null;
}

const stateOf = ({ number, done }: SeatRow): SeatState => ({ number, done });

/** Nobody sees an answer to a question that they did not answer themselves, nor one of a seat that is not done. */
function seenBy({ banks }: Reader, own: SeatRow, all: readonly SeatRow[]): SeenAgreement | null {
  const done = all.filter((seat) => seat.done);
  if (!own.done || done.length < 2) return null;
  const shared = done.map(({ answers }) =>
    Object.fromEntries(Object.entries(answers).filter(([item]) => Object.hasOwn(own.answers, item))),
  );
  return { ...agreement(banks.of(own.bankVersion), shared), seats: done.map(({ number }) => number) };
}
