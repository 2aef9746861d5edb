/** A worksheet's page: where its words stand and where it is written on. Nothing that is typed leaves the browser. */
export const root = document.querySelector<HTMLElement>("[data-practice]");
export const words: Record<string, string> = JSON.parse(root?.dataset.practice ?? "{}");
const language = document.documentElement.lang;

/** A field of the sheet by its name. */
export const field = <T extends HTMLElement = HTMLInputElement>(name: string) =>
  root?.querySelector<T>(`[name="${name}"]`) ?? null;

/** What stands in a field. */
export const typed = (name: string) => field(name)?.value.trim() ?? "";

/** Writes into a blank of the sheet. */
export function write(name: string, text: string): void {
  const blank = document.querySelector(`[data-out="${name}"]`);
  if (blank && blank.textContent !== text) blank.textContent = text;
}

/** Fills `{name}` in one of the page's words. */
export const phrase = (word: string, values: Record<string, string | number> = {}) =>
  (words[word] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

export const figure = (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
export const money = (value: number) =>
  new Intl.NumberFormat(language, {
    style: "currency",
    currency: root?.dataset.currency,
    maximumFractionDigits: 0,
  }).format(value);

/** One number or both ends of a range, in one way of writing. */
export const ends = ({ low, high }: { low: number; high: number }, write: (value: number) => string) =>
  low === high ? write(low) : phrase("range", { low: write(low), high: write(high) });
