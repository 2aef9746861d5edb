import type { QuestionView, TakeView } from "#src/assessments/question-view.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { MARK } from "#src/marks.ts";
import type { Site } from "#src/words/site.ts";
import { questionView } from "./take-view.ts";

/** Some questions of a version, asked for something else than an instrument, with words and an address of their own. */
export interface Asked {
  bank: Bank;
  items: readonly string[];
  answers: Record<string, string>;
  /** The question that is shown, from 1. */
  number: number;
  /** The address to which a question's number is appended. */
  base: string;
  words: { name: string; unsure: string; last: string };
}

/** What the question page of a seat or of a blind spot shows: the same page as an instrument's. */
export function askedView(
  { site, clock }: { site: Site; clock: () => number },
  { bank, items, answers, number, base, words }: Asked,
): TakeView {
  const questions: QuestionView[] = items.map((id) => questionView(bank, id));
  return {
    brand: site.name,
    mark: site.mark ?? MARK,
    instrument: words.name,
    base,
    answersPath: `${base}/answers`,
    checkPath: null,
    layers: bank.layers.map(({ id, name }) => ({ id, name })),
    questions,
    answers,
    carried: [],
    number,
    shownAt: clock(),
    change: false,
    total: questions.length,
    says: { unsure: words.unsure, last: words.last },
  };
}
