import type { Bank } from "#src/instruments/instrument.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";

/** Where on the result page the cost stands; a sent form leads back to it. */
export const SIZING_ANCHOR = "cost";

export const CURRENCIES = ["GBP", "EUR", "USD", "AUD", "CAD", "CHF", "DKK", "INR", "NOK", "NZD", "SEK", "SGD", "ZAR"];

export interface SizingInput {
  /** Numbers inside the bank's bounds, by field. Blank fields are left out. */
  sizing: Record<string, number>;
  currency: string;
  /** One sentence for each field that could not be read. */
  errors: Record<string, string>;
}

/** Commas only between groups of three: what "1,5" means depends on the reader, so it is asked about. */
const NUMBER = /^-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})?(\.\d{1,6})?$/;

/** Reads the sizing form. "15,000", "£15000" and "22 %" are numbers here; anything else gets a sentence, never a guess. */
export function readSizing(
  bank: Bank,
  fields: Readonly<Record<string, string>>,
  words: PageWords["sizing"],
  usual: string,
): SizingInput {
  const read: SizingInput = { sizing: {}, currency: usual, errors: {} };
  if (CURRENCIES.includes(fields.currency ?? "")) read.currency = fields.currency as string;
  for (const { id, min, max } of bank.sizing) {
    const typed = (fields[id] ?? "").replace(/[\s%\p{Sc}]/gu, "");
    if (typed === "") continue;
    const value = NUMBER.test(typed) ? Number(typed.replaceAll(",", "")) : Number.NaN;
    if (Number.isNaN(value)) read.errors[id] = words.notNumber;
    else if (value < min || value > max)
      read.errors[id] = fill(words.outside, { min: min.toLocaleString("en-GB"), max: max.toLocaleString("en-GB") });
    else read.sizing[id] = value;
  }
  return read;
}
