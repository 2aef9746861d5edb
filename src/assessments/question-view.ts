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

/** Everything the take page hands to its island. Times are milliseconds since 1970, by the server's clock. */
export interface TakeView {
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
  /** Words of its own under "Not sure" and the last question, where the page asks for something else than an instrument does. */
  says?: { unsure: string; last: string };
  /** True where no script takes the page over, so that it promises no keys. */
  still?: true;
}

/** The title of a question's page; the island says it again for each that it shows. */
export function questionTitle({ order, instrument }: Pick<TakeView, "order" | "instrument">, number: number): string {
  return `Question ${number} of ${order.length}: ${instrument}`;
}
