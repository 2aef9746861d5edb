import { gapTo, type Left, leftOf, shareToWin } from "#src/practice/honest-pipeline.ts";
import { lineOf, numberIn } from "./numbers.ts";
import { ends, figure, keep, money, say, words, write } from "./sheet.ts";

const KINDS = ["deals", "value"] as const;
const ROWS = ["open", "silent", "old", "both"] as const;

keep(() => {
  const lines: string[] = [];
  const left: Partial<Record<(typeof KINDS)[number], Left>> = {};
  for (const kind of KINDS) {
    const as = kind === "deals" ? figure : money;
    const [open, silent, old, both] = ROWS.map((row) => numberIn(`${row}-${kind}`));
    const known = open != null && silent != null && old != null;
    const result = known ? leftOf({ open, silent, old, both: both ?? null }) : null;
    const fault = typeof result === "string" ? say(result) : "";
    write(`left-${kind}`, result && typeof result === "object" ? ends(result, as) : fault);
    if (!known || !result || typeof result === "string") continue;
    left[kind] = result;
    lines.push(
      `- ${words[`${kind}Label`]}: ${as(open)} - ${as(silent)} - ${as(old)} + ${both == null ? "?" : as(both)} = ${ends(result, as)}`,
    );
  }
  lines.push(...["limit", "committed"].flatMap(lineOf));
  const committed = numberIn("committed");
  const missing = committed !== null && left.value ? gapTo(committed, left.value) : null;
  const share = committed !== null && left.value ? shareToWin(committed, left.value) : null;
  write("gap", missing ? ends(missing, money) : "");
  write("share", share ? `${ends(share, figure)}%` : "");
  if (missing) lines.push(`- ${words.gapLabel}: ${ends(missing, money)}`);
  if (share) lines.push(`- ${words.shareLabel}: ${ends(share, figure)}%`);
  const said = [
    left.deals ? say("summaryDeals", { deals: ends(left.deals, figure) }) : "",
    left.value ? say("summaryValue", { value: ends(left.value, money) }) : "",
    missing ? say(missing.high > 0 ? "summaryGap" : "summaryNoGap", { gap: ends(missing, money) }) : "",
  ];
  return { summary: said.filter(Boolean).join(" "), lines };
});
