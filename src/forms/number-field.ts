import { askWhich, readNumber, type WhichNumber, writeNumber } from "#src/numbers.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";

/** One number of a posted form. */
export interface NumberField {
  /** Null where the field is blank, or where it has an error. */
  number: number | null;
  /** What stands in the field when the form is shown again: what was typed, or the reading that was chosen. */
  typed: string;
  /** Why there is no number, in a sentence. */
  error?: string;
  /** The question beside the field, where two numbers are possible. */
  which?: WhichNumber;
}

/** The name under which a form says which of two readings was meant. */
export const meantFor = (id: string) => `${id}_meant`;

/**
 * Reads a number of a posted form. What may be two is asked about on the same page, and the answer comes as `<id>_meant`;
 * an answer about other digits than stand in the field now is none. `refuse` says in a sentence why a number cannot be
 * taken, or null.
 */
export function readNumberField(
  fields: Readonly<Record<string, string>>,
  id: string,
  words: PageWords["numbers"],
  refuse: (number: number) => string | null,
): NumberField {
  const typed = fields[id] ?? "";
  const read = readNumber(typed);
  if (read === "blank") return { number: null, typed };
  if (read === "nonsense") return { number: null, typed, error: words.notNumber };
  const take = (number: number, typed: string): NumberField => {
    const error = refuse(number);
    return error === null ? { number, typed } : { number: null, typed, error };
  };
  if (typeof read === "number") return take(read, typed);
  const chosen = read.readings.find((reading) => writeNumber(reading) === fields[meantFor(id)]);
  if (chosen !== undefined) return take(chosen, writeNumber(chosen));
  const [error, another] = read.readings.map(refuse);
  // To choose between two numbers of which neither can be taken helps nobody.
  if (error && another) return { number: null, typed, error };
  const which = askWhich(read, (word, values) => fill(words[word], values));
  return { number: null, typed, error: which.question, which };
}
