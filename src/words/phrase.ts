/** What a sentence of `content/` may name in curly braces. */
export type Values = Readonly<Record<string, string | number>>;

/**
 * Fills `{name}` in a sentence.
 * @throws {RangeError} when the sentence asks for a name that it is not given: a fault of content, caught by tests.
 */
export function fill(sentence: string, values: Values = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!Object.hasOwn(values, name))
      throw new RangeError(`"${sentence}" asks for {${name}}, which has no value here.`);
    return String(values[name]);
  });
}

/** "A", "A and B", "A, B and C". */
export function joinNames(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** "22 November 2026", in UTC, from milliseconds since 1970. */
export function longDate(time: number, language: string): string {
  return dateFormatOf(language).format(time);
}

/** A whole amount with its currency sign, such as £52,000. The currency is a label only. */
export function amount(value: number, currency: string, language: string): string {
  return formatOf(language, currency).format(value);
}

/** The same with its decimals where it has any, for a sum that somebody redoes: £999.50, £1,000. */
export function exactAmount(value: number, currency: string, language: string): string {
  return formatOf(language, currency, "exact").format(value);
}

/** A number without needless decimals: 10.9, 24, 0.5. */
export function plain(value: number, language: string): string {
  return formatOf(language).format(value);
}

/** How long to wait, for "in …": "a minute", "5 minutes", "2 hours"; never less than the seconds asked for. */
export function waitFor(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  if (minutes < 60) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  const hours = Math.ceil(minutes / 60);
  return hours === 1 ? "an hour" : `${hours} hours`;
}

/** What `make` makes of these arguments, made once: a format takes a hundred times as long to make as to use. */
function kept<T>(make: (...given: (string | undefined)[]) => T): typeof make {
  const made = new Map<string, T>();
  return (...given) => {
    const name = given.join(" ");
    const one = made.get(name) ?? make(...given);
    made.set(name, one);
    return one;
  };
}

const formatOf = kept((language, currency, exact) => {
  if (!currency) return new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const decimals = exact ? ({ trailingZeroDisplay: "stripIfInteger" } as const) : { maximumFractionDigits: 0 };
  return new Intl.NumberFormat(language, { style: "currency", currency, ...decimals });
});
const dateFormatOf = kept(
  (language) => new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
);
