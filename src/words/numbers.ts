import { fill, type Values } from "./phrase.ts";

const SMALL = [
  ...["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
  ...["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
];
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/** A whole number from 0 to 99 as a word, such as "no", "nineteen" or "forty-six"; a larger one in figures. */
export function inWords(count: number): string {
  if (count < 20) return SMALL[count] ?? String(count);
  const [ten, rest] = [TENS[Math.floor(count / 10)], count % 10];
  if (ten === undefined) return String(count);
  return rest === 0 ? ten : `${ten}-${SMALL[rest]}`;
}

/** A text with its first letter as a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The sentence for one or for another number; it may name {count}, "{Count}" at its beginning, and more values. */
export function counted(sentences: { one: string; other: string }, count: number, values: Values = {}): string {
  const word = inWords(count);
  return fill(count === 1 ? sentences.one : sentences.other, { ...values, count: word, Count: capital(word) });
}
