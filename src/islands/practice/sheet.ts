import { clear, recall, remember } from "./memory.ts";
import { phrase, root, write } from "./page.ts";

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

const waiting: (() => void)[] = [];
/** Does something once typing pauses: what is half typed is no fault yet. */
export const atPause = (act: () => void) => waiting.push(act);
const pauseOver = () => {
  for (const act of waiting.splice(0)) act();
};

const onClick = (name: string, act: () => void) =>
  document.querySelector(`[data-${name}]`)?.addEventListener("click", act);

/** Works the sheet out again whenever something is typed, keeps it over a reload, and lets it be taken away. */
export function startSheet(work: () => Sheet): void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    waiting.length = 0;
    const { lines, summary } = work();
    // What takes several lines in its field takes one here, or it would end the list.
    const filled = [title, "", ...lines.map((line) => line.replace(/\s*\n\s*/g, " ")), "", summary].join("\n");
    if (area) area.value = lines.length > 0 ? filled.trimEnd() + formula : blank;
    atPause(() => write("summary", summary));
    remember();
  };
  root?.addEventListener("input", () => {
    again();
    clearTimeout(pause);
    pause = setTimeout(pauseOver, 400);
  });
  recall();
  again();
  pauseOver();
  for (const one of document.querySelectorAll<HTMLElement>("[data-live]")) one.hidden = false;
  onClick("print", () => print());
  onClick("clear", () => {
    if (!confirm(phrase("clearSure"))) return;
    clear();
    again();
    pauseOver();
  });
}
