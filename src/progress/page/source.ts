import type { Banks } from "#src/instruments/banks.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { memoised } from "#src/memoised.ts";
import type { DoneFix } from "#src/progress/check-ins/done-fixes.ts";
import { overallPart } from "#src/report/parts/overall.ts";
import { type ReportedAssessment, type Source, withItsBank } from "#src/report/parts/source.ts";
import { type Change, type Comparison, compare } from "#src/scoring/compare.ts";
import type { Judgement } from "#src/scoring/judge.ts";
import type { Words } from "#src/words/load.ts";
import { counted } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import type { ProgressWords } from "#src/words/progress.ts";

/** One reading of a mailbox: an assessment with its result as it was scored. */
export interface Reading extends ReportedAssessment {
  reference: string;
}

/** Everything the founder's page is made of. Readings stand oldest first; `now` is milliseconds since 1970. */
export interface ProgressSource extends Omit<Source, "assessment"> {
  /** The version of the latest reading; `banks` holds those of the others. */
  bank: Bank;
  banks: Banks;
  words: Pick<Words, "report" | "progress">;
  readings: readonly Reading[];
  /** Fixes that the mailbox called done; none without it. */
  done?: readonly DoneFix[] | undefined;
  now: number;
}

/** Which readings are set against which (method, section 9). */
export interface Pairs {
  latest: Reading;
  /** The one before by the same instrument; where there is none, the one before by the other. */
  before: Reading;
  /** The first reading whose score the latest may be compared with, where that is another one than `before`. */
  first: Reading | null;
  /** Every reading by the instrument of the latest. */
  series: Reading[];
}

const reportSources = memoised((source: ProgressSource) =>
  memoised((assessment: Reading): Source => withItsBank({ ...source, assessment })),
);

/** What the report of one of the readings is made of, with the bank of its version: one object however often it is read. */
export const reportSource = (source: ProgressSource, reading: Reading): Source => reportSources(source)(reading);

/** What changed between two readings; the headline values are those that were stored. */
export function between({ banks }: Pick<ProgressSource, "banks">, before: Reading, after: Reading): Comparison {
  const occasion = ({ instrument, completedAt, scored, result }: Reading) => ({
    instrument,
    completedAt,
    answers: scored,
    result,
  });
  return compare(banks, occasion(before), occasion(after));
}

/** How a line goes on from one reading to the next; null where it does not. */
export type Join = "firm" | "uncertain" | null;

/** Whether each reading of one instrument is joined to the next: never across major versions (method, section 9). */
export function joinsOf(source: Pick<ProgressSource, "banks">, series: readonly Reading[]): Join[] {
  return series.slice(1).map((after, place) => {
    const { basis, tooUncertain } = between(source, series[place] as Reading, after);
    if (basis !== "scores") return null;
    return tooUncertain ? "uncertain" : "firm";
  });
}

/** The pairs of a page with at least two readings; null for fewer. */
export function pairsOf(source: ProgressSource): Pairs | null {
  const { readings } = source;
  const latest = readings.at(-1);
  if (!latest) return null;
  const series = readings.filter(({ instrument }) => instrument === latest.instrument);
  const before = series.at(-2) ?? readings.at(-2);
  if (!before) return null;
  const first = series.slice(0, -1).find((one) => between(source, one, latest).overall !== null);
  return { latest, before, first: first && first !== before ? first : null, series };
}

/** "3 June" and "3 Jun"; with their years as soon as one of the readings is of another year than today. */
export function datesOf({ site, readings, now }: Pick<ProgressSource, "site" | "readings" | "now">) {
  const yearOf = (at: number) => new Date(at).getUTCFullYear();
  const withYear = readings.some(({ completedAt }) => yearOf(completedAt) !== yearOf(now));
  const format = (options: Intl.DateTimeFormatOptions) => {
    const written = new Intl.DateTimeFormat(site.language, { day: "numeric", timeZone: "UTC", ...options });
    return (at: number) => written.format(at);
  };
  return {
    long: format({ month: "long", ...(withYear && { year: "numeric" }) }),
    short: format({ month: "short", ...(withYear && { year: "2-digit" }) }),
  };
}

/** "45, Fragmented": the score of a reading with its band, as its report says them. */
export function scoreAndBand({ beside }: ProgressWords, report: Source): string {
  const { score, band } = overallPart(report);
  return fill(beside.scoreAndBand, { score, band });
}

/** "up nineteen points", "down one point", "no difference". */
export function moveOf(words: ProgressWords, difference: number): string {
  if (difference === 0) return words.level;
  return fill(difference > 0 ? words.up : words.down, { points: counted(words.points, Math.abs(difference)) });
}

/** Whose answers a difference comes from that is in whole or in part not a change of the firm; null for every other one. */
export function unknownsIn(words: ProgressWords, { difference }: Change, judged: Judgement): string | null {
  if (judged !== "wholly" && judged !== "mostly" && judged !== "partly") return null;
  const { up, down } = words.unknowns[judged];
  return difference > 0 ? up : down;
}

/** "+19", "−3", "0": a difference in figures, with a true minus. */
export function signed(difference: number): string {
  if (difference === 0) return "0";
  return difference > 0 ? `+${difference}` : `−${-difference}`;
}
