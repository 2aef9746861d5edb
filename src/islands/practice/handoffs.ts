import { countHandoffs, stateOf } from "#src/practice/handoffs.ts";
import { keep, say, typed, words, write } from "./sheet.ts";

const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];

keep(() => {
  const handoffs = rows.map((_, place) => ({ owner: typed(`owner-${place}`), condition: typed(`condition-${place}`) }));
  const begun = handoffs.some(({ owner, condition }) => owner || condition);
  const lines = handoffs.flatMap((handoff, place) => {
    const state = stateOf(handoff);
    write(`state-${place}`, begun ? say(state) : "");
    const { owner, condition } = handoff;
    return [
      `- **${words[`handoff-${place}`]}**: ${say(state)}`,
      `    - ${words.owner}: ${owner || words.blank}`,
      `    - ${words.condition}: ${condition || words.blank}`,
    ];
  });
  const { described, unowned } = countHandoffs(handoffs);
  const summary = say("summary", { described, total: handoffs.length });
  const rest = unowned > 0 ? ` ${say("summaryUnowned", { unowned })}` : "";
  return { summary: begun ? summary + rest : "", lines };
});
