/** What stands in a field for a number. */
export type Typed = number | "blank" | "nonsense";

/** Groups of three by commas or spaces; a point before the decimals. What "1,5" means depends on the reader. */
const NUMBER = /^(?:\d{1,15}|\d{1,3}(?:[, ]\d{3}){1,4})?(?:\.\d{1,6})?$/;

/** What is more than this is a slip of the finger, and sums of it would lose their last digits. */
const MOST = 1e12;

/** Reads "1,200", "1 200", "£1,200", "12.5 %" and "40k" kindly. Anything else is nonsense, never a guess and never NaN. */
export function readNumber(text: string): Typed {
  const typed = text
    .replace(/[\p{Z}\t']+/gu, " ")
    .trim()
    .replace(/^(?:\p{Sc}|GBP|EUR|USD) ?| ?(?:\p{Sc}|%|GBP|EUR|USD|days?|deals?)$/giu, "")
    .toLowerCase();
  if (typed === "") return text.trim() === "" ? "blank" : "nonsense";
  const [, digits = "", unit = ""] = /^(.*?) ?([km]?)$/.exec(typed) ?? [];
  if (digits === "" || digits === "." || !NUMBER.test(digits)) return "nonsense";
  const value = Number(digits.replace(/[, ]/g, "")) * (unit === "k" ? 1000 : unit === "m" ? 1_000_000 : 1);
  return value <= MOST ? value : "nonsense";
}
