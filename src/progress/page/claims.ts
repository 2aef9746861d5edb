import { verdictPart } from "#src/report/parts/verdict.ts";
import { fill } from "#src/words/phrase.ts";
import { datesOf, type ProgressSource, reportSource } from "./source.ts";

/** A result of which nobody has said yet whose it is. */
export interface ClaimLine {
  reference: string;
  title: string;
  verdict: string;
  /** What the buttons say to those who hear them one by one. */
  about: string;
}

/** The results that came in without proof, as the page lists them. */
export function claimLines(source: ProgressSource): ClaimLine[] {
  const { bank, readings } = source;
  const words = source.words.progress.claims;
  const dates = datesOf(source);
  return readings.map((reading) => {
    const values = {
      instrument: bank.instruments[reading.instrument].name,
      date: dates.long(reading.completedAt),
    };
    return {
      reference: reading.reference,
      title: fill(words.row, values),
      verdict: verdictPart(reportSource(source, reading)).title,
      about: fill(words.about, values),
    };
  });
}
