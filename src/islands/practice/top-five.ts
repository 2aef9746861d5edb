import { countDeals, type Deal, type Hint, hintsOf, QUESTIONS, type Question } from "#src/practice/top-five.ts";
import { field, phrase, typed, words } from "./page.ts";
import { atPause, startSheet } from "./sheet.ts";

const rows = document.querySelectorAll("[data-row]");
/** Hints that were dismissed, by row, as long as the page is open. */
const dismissed = new Set<string>();

function hintLine(hint: Hint, row: number): HTMLElement {
  const line = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: phrase("dismiss") });
  button.className = "btn btn--quiet btn--sm";
  button.addEventListener("click", () => {
    dismissed.add(`${row} ${hint}`);
    line.remove();
    field(`sentence-${row}`)?.focus();
  });
  line.append(Object.assign(document.createElement("span"), { textContent: phrase(hint) }), button);
  return line;
}

function showHints(hints: Hint[], row: number): void {
  const list = document.querySelector<HTMLElement>(`[data-hints="${row}"]`);
  const open = hints.filter((hint) => !dismissed.has(`${row} ${hint}`));
  if (!list || list.dataset.shown === open.join()) return;
  list.dataset.shown = open.join();
  list.replaceChildren(...open.map((hint) => hintLine(hint, row)));
}

function dealIn(row: number): Deal {
  const ticks = QUESTIONS.map((question): [Question, boolean] => [question, !!field(`${question}-${row}`)?.checked]);
  return {
    name: typed(`deal-${row}`),
    sentence: typed(`sentence-${row}`),
    ticks: Object.fromEntries(ticks) as Deal["ticks"],
  };
}

startSheet(() => {
  const deals = [...rows.keys()].map(dealIn);
  atPause(() => {
    for (const [row, deal] of deals.entries()) showHints(hintsOf(deal), row);
  });
  const lines = deals.flatMap(({ name, sentence, ticks }, row) => {
    if (!name && !sentence) return [];
    const stage = typed(`stage-${row}`);
    return [
      `- **${name || phrase("unnamed", { number: row + 1 })}**${stage && ` (${stage})`}: ${sentence || words.none}`,
      ...QUESTIONS.map((question) => `    - [${ticks[question] ? "x" : " "}] ${words[question]}`),
    ];
  });
  const counts = countDeals(deals);
  const summary = counts.total > 0 ? phrase(counts.there === 1 ? "summaryOne" : "summary", counts) : "";
  return { summary, lines };
});
