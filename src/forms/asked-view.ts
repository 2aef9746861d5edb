import type { TakeView } from "#src/assessments/question-view.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import { questionsOf, questionView } from "./questions.ts";

/** Some questions of a version, asked for something else than an instrument, with words and an address of their own. */
export interface Asked {
  bank: Bank;
  items: readonly string[];
  answers: Record<string, string>;
  /** The question that is shown, from 1. */
  number: number;
  /** The address to which a question's number is appended. */
  base: string;
  /** Its name, and what it says in place of an instrument's under "Not sure" and the last question. */
  own: { name: string; unsure: string; last: string };
}

/**
 * What the question page of a seat or of a blind spot shows: the same page as an instrument's.
 * @throws {RangeError} for a number that no question has
 */
export function askedView(
  { site, words, clock }: { site: Site; words: Pick<Words, "pages">; clock: () => number },
  { bank, items, answers, number, base, own: { name, ...said } }: Asked,
): TakeView {
  const questions = items.map((id) => questionView(bank, id));
  const question = questions[number - 1];
  if (!question) throw new RangeError(`There is no question ${number}.`);
  return {
    words: { ...words.pages.question.page, ...said },
    brand: site.name,
    mark: site.mark,
    instrument: name,
    base,
    answersPath: `${base}/answers`,
    checkPath: null,
    layers: bank.layers.map(({ id, name }) => ({ id, name })),
    question,
    order: questions.map(({ id, layer }) => ({ id, layer })),
    // The Diagnostic asks every question that there is.
    questionsPath: questionsOf(bank, "diagnostic").path,
    answers,
    carried: [],
    number,
    shownAt: clock(),
    change: false,
  };
}
