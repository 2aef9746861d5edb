import { datesOffered } from "#src/progress/reminders/days.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import type { Refusal } from "./ask.ts";

/** Why what was typed is not kept, in one sentence, which may name the {earliest} and the {latest} date. */
export function refusedTerms<Fault extends string>(
  fault: Fault,
  words: { fault: Readonly<Record<Fault, string>> },
  now: number,
  language: string,
): Refusal {
  const { earliest, latest } = datesOffered(now);
  const dates = { earliest: longDate(earliest, language), latest: longDate(latest, language) };
  return { status: 422, sentence: fill(words.fault[fault], dates) };
}

/** The id of the first choice of what a founder calls a commitment, which a refused form leads to. */
export const outcomeField = ({ id }: { id: string }) => `outcome-${id}`;
