import { countHandoffs, stateOf } from "#src/practice/handoffs.ts";
import { phrase, typed, words, write } from "./page.ts";
import { startSheet } from "./sheet.ts";

const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];

startSheet(() => {
  const handoffs = rows.map((_, place) => ({ owner: typed(`owner-${place}`), condition: typed(`condition-${place}`) }));
  const begun = handoffs.some(({ owner, condition }) => owner || condition);
  const lines = handoffs.flatMap((handoff, place) => {
    const state = stateOf(handoff);
    write(`state-${place}`, begun ? phrase(state) : "");
    const { owner, condition } = handoff;
    return [
      `- **${words[`handoff-${place}`]}**: ${phrase(state)}`,
      `    - ${words.owner}: ${owner || words.blank}`,
      `    - ${words.condition}: ${condition || words.blank}`,
    ];
  });
  const { described, unowned } = countHandoffs(handoffs);
  const summary = phrase(described === 1 ? "summaryOne" : "summary", { described, total: handoffs.length });
  const rest = unowned > 0 ? ` ${phrase("summaryUnowned", { unowned })}` : "";
  return { summary: begun ? summary + rest : "", lines };
});
