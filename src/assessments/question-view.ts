import type { LayerId } from "#src/names/instruments.ts";

/** One question page as the island shows it: words only, no credits. */
export interface QuestionView {
  id: string;
  prompt: string;
  help: string;
  options: { id: string; label: string }[];
  /** The label of "Not sure"; null where the question does not offer it. */
  unsure: string | null;
  layer: LayerId | null;
}

/** What a question page says of itself; in `place` {number} and {total} stand for the question's. */
export interface TakeWords {
  place: string;
  notScored: string;
  counts: string;
  fromSnapshot: string;
  lastAnswer: string;
  unsure: string;
  back: string;
  backToAnswers: string;
  lost: string;
  keys: { to: string; answer: string; unsure: string; back: string };
  /** Under the last question, where it does not lead to a result. */
  last?: string;
}

/** Everything the take page hands to its island. Times are milliseconds since 1970, by the server's clock. */
export interface TakeView {
  words: TakeWords;
  brand: string;
  /** The path of the mark beside it. */
  mark: string;
  instrument: string;
  /** Address of the attempt, to which a question's number is appended. */
  base: string;
  answersPath: string;
  checkPath: string | null;
  layers: { id: LayerId; name: string }[];
  /** The question of this page. */
  question: QuestionView;
  /** Every question of the sitting, in order. */
  order: { id: string; layer: LayerId | null }[];
  /** Where the words of all of them stand, for the script; null where no script takes the page over. */
  questionsPath: string | null;
  answers: Record<string, string>;
  carried: string[];
  /** How many came over from a Snapshot; {left} is how many are still to answer. None where none did. */
  over?: string;
  number: number;
  shownAt: number;
  /** True when the question was opened from "Check your answers": its answer leads straight back. */
  change: boolean;
  /** Where an attempt's link may be mailed from; the Snapshot is too short for it. */
  later?: { path: string; label: string };
  /** True inside a frame on somebody else's page: what leads elsewhere opens a tab of its own. */
  framed?: true;
  /** True where no script takes the page over, so that it promises no keys. */
  still?: true;
}

/** Which of how many a question is, counted from 1. */
export const questionPlace = ({ order, words }: Pick<TakeView, "order" | "words">, number: number): string =>
  words.place.replace("{number}", String(number)).replace("{total}", String(order.length));

/** The title of a question's page; the island says it again for each that it shows. */
export const questionTitle = (view: Pick<TakeView, "order" | "words" | "instrument">, number: number): string =>
  `${questionPlace(view, number)}: ${view.instrument}`;
