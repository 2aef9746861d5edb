import type { TakeView } from "#src/assessments/question-view.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { MARK } from "#src/marks.ts";
import { paths } from "#src/paths.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import { questionView } from "./questions.ts";

/** What a seat's question page shows: the same page as an instrument's, with the seat's own address and no script. */
export function seatView(
  { bank, site, words, clock }: { bank: Bank; site: Site; words: Pick<Words, "seats">; clock: () => number },
  seat: { reference: string; answers: Record<string, string> },
  items: readonly string[],
  number: number,
): TakeView {
  const base = paths.seat(seat.reference);
  const questions = items.map((id) => questionView(bank, id));
  const question = questions[number - 1];
  if (!question) throw new RangeError(`There is no question ${number}.`);
  return {
    brand: site.name,
    mark: site.mark ?? MARK,
    instrument: words.seats.question.name,
    base,
    answersPath: base,
    checkPath: null,
    layers: bank.layers.map(({ id, name }) => ({ id, name })),
    question,
    order: questions.map(({ id, layer }) => ({ id, layer })),
    questionsPath: null,
    answers: seat.answers,
    carried: [],
    number,
    shownAt: clock(),
    change: false,
    still: { unsure: words.seats.question.unsure, last: words.seats.question.last },
  };
}
