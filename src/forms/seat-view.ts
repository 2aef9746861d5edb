import type { TakeView } from "#src/assessments/question-view.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { paths } from "#src/paths.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import { askedView } from "./asked-view.ts";

/** What a seat's question page shows: the same page as an instrument's, with the seat's own address and no script. */
export function seatView(
  app: { bank: Bank; site: Site; words: Pick<Words, "pages" | "seats">; clock: () => number },
  seat: { reference: string; answers: Record<string, string> },
  items: readonly string[],
  number: number,
): TakeView {
  const { bank, words } = app;
  const { reference, answers } = seat;
  const base = paths.seat(reference);
  return {
    ...askedView(app, { bank, items, answers, number, base, own: words.seats.question }),
    questionsPath: null,
    still: true,
  };
}
