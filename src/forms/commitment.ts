import { datesOffered, type TermsFault } from "#src/progress/commitments/terms.ts";
import type { CommitmentWords } from "#src/words/commitments.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import type { Refusal } from "./ask.ts";

/** Why a commitment is not kept, in one sentence. */
export function refusedTerms(
  fault: TermsFault | "full",
  words: CommitmentWords["form"],
  now: number,
  language: string,
): Refusal {
  const { earliest, latest } = datesOffered(now);
  const dates = { earliest: longDate(earliest, language), latest: longDate(latest, language) };
  return { status: 422, sentence: fill(words.fault[fault], dates) };
}

/** The id of the first choice of what a founder calls a commitment, which a refused form leads to. */
export const outcomeField = ({ id }: { id: string }) => `outcome-${id}`;
