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
  questions: QuestionView[];
  answers: Record<string, string>;
  carried: string[];
  /** How many came over from a Snapshot; {left} is how many are still to answer. None where none did. */
  over?: string;
  number: number;
  shownAt: number;
  /** True when the question was opened from "Check your answers": its answer leads straight back. */
  change: boolean;
  total: number;
  /** Where an attempt's link may be mailed from; the Snapshot is too short for it. */
  later?: { path: string; label: string };
  /** True inside a frame on somebody else's page: what leads elsewhere opens a tab of its own. */
  framed?: true;
  /** Set where no script takes the page over, so that it promises no keys; with its own words under "Not sure". */
  still?: { unsure: string; last: string };
}

/** The title of a question's page; the island says it again for each that it shows. */
export function questionTitle({ total, instrument }: Pick<TakeView, "total" | "instrument">, number: number): string {
  return `Question ${number} of ${total}: ${instrument}`;
}
