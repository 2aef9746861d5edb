import { type Missing, readAbsence } from "#src/practice/away-a-week.ts";
import { phrase, root, words } from "./page.ts";
import { startSheet } from "./sheet.ts";

const ticks = [...(root?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? [])];
const own = [...(root?.querySelectorAll<HTMLInputElement>("[data-own]") ?? [])];

startSheet(() => {
  const listed = ticks.map(({ name, value, checked }) => {
    return { name: words[name] ?? name, missing: value as Missing, stops: checked };
  });
  // What somebody takes the trouble to type stops.
  const typed = own.flatMap(({ value }) => {
    const name = value.trim();
    return name ? [{ name, missing: null, stops: true }] : [];
  });
  const tasks = [...listed, ...typed];
  const { points, commonest, times, most } = readAbsence(tasks);
  const list = document.querySelector("[data-points]");
  list?.replaceChildren(...points.map((point) => Object.assign(document.createElement("li"), { textContent: point })));
  const count = phrase(points.length === 0 ? "summaryNone" : points.length === 1 ? "summaryOne" : "summary", {
    count: points.length,
    total: tasks.length,
  });
  const [kind, another] = commonest;
  const named = kind && !another;
  const values = { kind: words[`kind-${kind}`] ?? "", repair: words[`repair-${kind}`] ?? "" };
  const repair = named ? ` ${phrase(most ? "most" : "commonest", { ...values, times, count: points.length })}` : "";
  const marked = tasks.map(({ name, stops }) => `- [${stops ? "x" : " "}] ${name}`);
  return { summary: count + repair, lines: points.length > 0 ? [phrase("markdown"), "", ...marked] : [] };
});
