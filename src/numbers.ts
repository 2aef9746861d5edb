/** The currencies that a number may be in. */
export const CURRENCIES = [
  "GBP",
  "EUR",
  "USD",
  "AUD",
  "CAD",
  "CHF",
  "DKK",
  "INR",
  "NOK",
  "NZD",
  "SEK",
  "SGD",
  "ZAR",
] as const;
export type Currency = (typeof CURRENCIES)[number];
export const isCurrency = (code: string): code is Currency => CURRENCIES.some((one) => one === code);

/** Two numbers that the same digits may mean: as decimals first, as thousands second. */
export interface Doubt {
  readings: readonly [decimals: number, thousands: number];
}

/** What stands in a field for a number. */
export type Typed = number | Doubt | "blank" | "nonsense";

/** What is more than this is a slip of the finger, and sums of it would lose their last digits. */
const MOST = 1e12;

const MONEY = `\\p{Sc}|${CURRENCIES.join("|")}`;
const BEFORE = new RegExp(`^([-−–]?) ?(?:${MONEY})? ?([-−–]?)`, "iu");
const AFTER = new RegExp(` ?(?:${MONEY}|%|days?|deals?)$`, "iu");
const POWER: Record<string, number> = { k: 3, m: 6 };

/** Thousands by each mark, and as India groups them; a group never begins with a nought. */
const GROUPED: [mark: string, whole: string][] = [
  ["", "\\d{1,15}"],
  ...[",", "\\.", " ", "'"].map((mark): [string, string] => [mark, `[1-9]\\d{0,2}(?:${mark}\\d{3}){1,4}`]),
  [",", "[1-9]\\d?(?:,\\d{2}){1,4},\\d{3}"],
];
/** Every way to write a number whose decimals come after another mark than its thousands. "1,0000" is a slip of none. */
const WAYS = [",", "\\."].flatMap((point) =>
  GROUPED.filter(([mark]) => mark !== point).map(
    ([mark, whole]) => new RegExp(`^(?=.*\\d)(${whole}${mark ? "" : "|"})(?:${point}(?!0{4,}$)(\\d{1,6}))?$`),
  ),
);

/**
 * Reads "1,250.50", "1.250,50", "1'000", "22,5", "€ 1 250", "EUR 15000", "12.5 %" and "15k". Where the same digits make
 * two numbers, as "15.000" does, both are given, and the reader is asked. Anything else is nonsense: never a guess,
 * never NaN, never beyond a billion thousands either way.
 */
export function readNumber(text: string): Typed {
  const typed = text
    .replace(/[\p{Z}\s]+/gu, " ")
    .replace(/[’‘ʼ]/g, "'")
    .trim();
  if (typed === "") return "blank";
  const [begun = "", early, late] = BEFORE.exec(typed) ?? [];
  if (early && late) return "nonsense";
  const [, digits = "", scale = ""] = /^(.*?) ?([km]?)$/i.exec(typed.slice(begun.length).replace(AFTER, "")) ?? [];
  const power = POWER[scale.toLowerCase()] ?? 0;
  const found = WAYS.flatMap((way) => {
    const parts = way.exec(digits);
    if (!parts) return [];
    const value = Number(`${(parts[1] ?? "").replace(/\D/g, "") || 0}.${parts[2] ?? 0}e${power}`);
    return [early || late ? 0 - value : value];
  });
  const [one, other] = [...new Set(found)].toSorted((a, b) => Math.abs(a) - Math.abs(b));
  if (one === undefined || Math.abs(other ?? one) > MOST) return "nonsense";
  return other === undefined ? one : { readings: [one, other] };
}

/** Writes a number so that `readNumber` reads it back without a doubt: no thousands, and not three decimals. */
export function writeNumber(value: number): string {
  const written = String(value);
  return typeof readNumber(written) === "object" ? `${written}0` : written;
}

const exact = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 6 });

/** The question that settles a doubt, and both answers: what each writes into the field, and how it is called. */
export interface WhichNumber {
  question: string;
  choices: { value: string; label: string }[];
}

/**
 * Asks which of two numbers was meant. `phrase` fills the words of `numbers` in `content/words/pages.yaml`. Where one is
 * below a thousand, both say so: to a reader of another country "15,000" alone would be the same doubt again.
 */
export function askWhich(
  { readings: [decimals, thousands] }: Doubt,
  phrase: (word: "which" | "small" | "large", values: Record<string, string>) => string,
): WhichNumber {
  const apart = decimals < 1000 && thousands >= 1000;
  const choice = (word: "small" | "large", reading: number) => ({
    value: writeNumber(reading),
    label: apart ? phrase(word, { number: exact(reading) }) : exact(reading),
  });
  return {
    question: phrase("which", { decimals: exact(decimals), thousands: exact(thousands) }),
    choices: [choice("small", decimals), choice("large", thousands)],
  };
}
