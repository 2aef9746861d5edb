import type { Bank } from "#src/instruments/instrument.ts";
import { isCurrency, writeNumber } from "#src/numbers.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import { type NumberField, readNumberField } from "./number-field.ts";

/** Where on the result page the cost stands; a sent form leads back to it. */
export const SIZING_ANCHOR = "cost";

export interface SizingInput {
  /** Numbers inside the bank's bounds, by field. Blank fields are left out. */
  sizing: Record<string, number>;
  currency: string;
  /** Every field as the form shows it again. */
  fields: Record<string, NumberField>;
  /** Whether some field needs another look. */
  refused: boolean;
}

/** Reads the sizing form. What cannot be read gets a sentence, what may be two numbers a question; neither is guessed. */
export function readSizing(
  bank: Bank,
  typed: Readonly<Record<string, string>>,
  { sizing: { outside }, numbers }: Pick<PageWords, "sizing" | "numbers">,
  usual: { currency: string; language: string },
): SizingInput {
  const read = bank.sizing.map(({ id, min, max }): [string, NumberField] => {
    const bounds = { min: min.toLocaleString(usual.language), max: max.toLocaleString(usual.language) };
    const refuse = (number: number) => (number < min || number > max ? fill(outside, bounds) : null);
    return [id, readNumberField(typed, id, numbers, refuse)];
  });
  const taken = read.flatMap(([id, { number }]): [string, number][] => (number === null ? [] : [[id, number]]));
  const { currency = "" } = typed;
  return {
    sizing: Object.fromEntries(taken),
    currency: isCurrency(currency) ? currency : usual.currency,
    fields: Object.fromEntries(read),
    refused: read.some(([, { error }]) => error !== undefined),
  };
}

/** The fields of the form as they show what was scored last. */
export const sizingFields = (sizing: Readonly<Record<string, number>>): Record<string, NumberField> =>
  Object.fromEntries(Object.entries(sizing).map(([id, number]) => [id, { number, typed: writeNumber(number) }]));
