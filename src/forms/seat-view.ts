import type { TakeView } from "#src/assessments/question-view.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { MARK } from "#src/marks.ts";
import { paths } from "#src/paths.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import { questionView } from "./take-view.ts";

/** What a seat's question page shows: the same page as an instrument's, with the seat's own address and no script. */
export function seatView(
  { bank, site, words, clock }: { bank: Bank; site: Site; words: Pick<Words, "seats">; clock: () => number },
  seat: { reference: string; answers: Record<string, string> },
  items: readonly string[],
  number: number,
): TakeView {
  const base = paths.seat(seat.reference);
  return {
    brand: site.name,
    mark: site.mark ?? MARK,
    instrument: words.seats.question.name,
    base,
    answersPath: base,
    checkPath: null,
    layers: bank.layers.map(({ id, name }) => ({ id, name })),
    questions: items.map((id) => questionView(bank, id)),
    answers: seat.answers,
    carried: [],
    number,
    shownAt: clock(),
    change: false,
    total: items.length,
    still: { unsure: words.seats.question.unsure, last: words.seats.question.last },
  };
}
