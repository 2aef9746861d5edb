import { type Missing, readAbsence } from "#src/practice/away-a-week.ts";
import { keep, say, typed, words } from "./sheet.ts";

keep(() => {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("[data-practice] input[type=checkbox]")];
  const tasks = boxes.map((box) => ({
    name: words[box.name] ?? (typed(`${box.name}-name`) || say("unnamed")),
    missing: (box.value || null) as Missing | null,
    stops: box.checked,
  }));
  const { points, most } = readAbsence(tasks);
  const list = document.querySelector("[data-points]");
  list?.replaceChildren(...points.map((point) => Object.assign(document.createElement("li"), { textContent: point })));
  const count = say(points.length === 0 ? "summaryNone" : points.length === 1 ? "summaryOne" : "summary", {
    count: points.length,
    total: boxes.length,
  });
  const repair = most.length === 1 ? ` ${words[most[0] ?? ""]}` : "";
  const named = tasks.filter(({ name, stops }) => stops || name !== say("unnamed"));
  const marked = named.map(({ name, stops }) => `- [${stops ? "x" : " "}] ${name}`);
  return { summary: count + repair, lines: [say("markdown"), "", ...marked] };
});
