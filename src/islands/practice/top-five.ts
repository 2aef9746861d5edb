import { checkCondition } from "#src/practice/advancing-condition.ts";
import { CHECKS } from "#src/practice/checks.ts";
import { keep, say, typed, words, write } from "./sheet.ts";

const rows = document.querySelectorAll<HTMLElement>("[data-row]");

keep(() => {
  const lines: string[] = [];
  const counts = { total: 0, stand: 0, open: 0 };
  for (const [place, row] of rows.entries()) {
    const deal = typed(`deal-${place}`);
    const condition = typed(`condition-${place}`);
    const checked = condition ? checkCondition(condition, deal) : null;
    const findings = CHECKS.map((check) => {
      const item = row.querySelector<HTMLElement>(`[data-check="${check}"]`);
      const found = checked?.[check];
      if (item) item.dataset.finding = found?.finding ?? "";
      const text = found ? `${words[found.finding]}${words[`${check}.${found.reason}`] ?? ""}` : "";
      write(`${check}-${place}`, text);
      return found ? `    - ${words[check]}: ${text}` : "";
    });
    if (!deal && !condition) continue;
    const all = CHECKS.map((check) => checked?.[check].finding ?? "fails");
    const where = all.every((finding) => finding === "holds") ? "stand" : all.includes("fails") ? "not" : "open";
    counts.total += 1;
    if (where !== "not") counts[where] += 1;
    const stage = typed(`stage-${place}`);
    lines.push(
      `- **${deal || say("unnamed", { number: place + 1 })}**${stage ? ` (${stage})` : ""}: ${condition || words.none}`,
    );
    lines.push(...findings.filter(Boolean));
  }
  const open = counts.open > 0 ? ` ${say("summaryOpen", counts)}` : "";
  return { summary: counts.total > 0 ? say("summary", counts) + open : "", lines };
});
