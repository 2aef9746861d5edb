/** A worksheet of the practice pages. Whatever is typed stays in the page: nothing is sent and nothing is stored. */
const root = document.querySelector<HTMLElement>("[data-practice]");
export const words: Record<string, string> = JSON.parse(root?.dataset.practice ?? "{}");
const language = document.documentElement.lang;

/** What stands in a field. */
export const typed = (name: string) =>
  document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`)?.value.trim() ?? "";

/** Writes into a blank of the sheet. */
export function write(name: string, text: string): void {
  const blank = document.querySelector(`[data-out="${name}"]`);
  if (blank && blank.textContent !== text) blank.textContent = text;
}

/** Fills `{name}` in one of the page's words. */
export const say = (word: string, values: Record<string, string | number> = {}) =>
  (words[word] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

export const figure = (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
export const money = (value: number) =>
  new Intl.NumberFormat(language, {
    style: "currency",
    currency: root?.dataset.currency ?? "GBP",
    maximumFractionDigits: 0,
  }).format(value);

/** One number or both ends of a range, in one way of writing. */
export const ends = ({ low, high }: { low: number; high: number }, write: (value: number) => string) =>
  low === high ? write(low) : say("range", { low: write(low), high: write(high) });

export interface Sheet {
  /** What a screen reader hears once typing pauses. */
  summary: string;
  /** What is written on it in Markdown, line by line. Without any the sheet is blank. */
  lines: string[];
}

const area = document.querySelector<HTMLTextAreaElement>("[data-markdown]");
/** The sheet with nothing written on it: its title, what to fill in, its formula. */
const blank = area?.defaultValue ?? "";
const [title = ""] = blank.split("\n");
const formula = blank.slice(blank.indexOf("\n\n## "));

/** Copies, or lays the text out marked where the browser does not allow it. */
async function copy(): Promise<"copied" | "copyByHand"> {
  try {
    await navigator.clipboard.writeText(area?.value ?? "");
    return "copied";
  } catch {
    area?.closest("details")?.setAttribute("open", "");
    area?.select();
    return "copyByHand";
  }
}

/** Works the sheet out again whenever something is typed, and lets it be copied and printed. */
export function keep(work: () => Sheet): void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    const { lines, summary } = work();
    // What takes several lines in its field takes one here, or it would end the list.
    const filled = [title, "", ...lines.map((line) => line.replace(/\s*\n\s*/g, " ")), "", summary].join("\n");
    if (area) area.value = lines.length > 0 ? filled.trimEnd() + formula : blank;
    return summary;
  };
  root?.addEventListener("input", () => {
    const summary = again();
    write("copied", "");
    clearTimeout(pause);
    pause = setTimeout(write, 400, "summary", summary);
  });
  write("summary", again());
  for (const one of document.querySelectorAll<HTMLElement>("[data-live]")) one.hidden = false;
  document.querySelector("[data-print]")?.addEventListener("click", () => print());
  document.querySelector("[data-copy]")?.addEventListener("click", async () => write("copied", say(await copy())));
}
