import {
  barsOf,
  gapSentence,
  gapTo,
  type Left,
  leftOf,
  type PipelineBar,
  shareToWin,
  type Tally,
} from "#src/practice/honest-pipeline.ts";
import { draw } from "./bars.ts";
import { lineOf, numberIn } from "./fields.ts";
import { ends, figure, money, phrase, typed, words, write } from "./page.ts";
import { startSheet } from "./sheet.ts";

const ROWS = ["open", "silent", "old", "both"] as const;

const KINDS = ["deals", "value"] as const;
const asOf = { deals: figure, value: money };
type Kind = (typeof KINDS)[number];

const picture = document.querySelector<HTMLElement>("[data-picture]");

/** Draws what is left of one tally, with the number of each bar in words beside it. */
function drawPicture(tally: Tally, left: Left, committed: number | null, as: (value: number) => string): void {
  const { bars, full } = barsOf(tally, left, committed);
  const kept = tally.open - tally.silent;
  const numbers: Record<PipelineBar, string> = {
    open: as(tally.open),
    silent: as(tally.silent),
    old: ends({ low: kept - left.high, high: kept - left.low }, as),
    left: ends(left, as),
    committed: committed === null ? "" : as(committed),
  };
  for (const bar of Object.keys(bars) as PipelineBar[]) {
    draw(`bar-${bar}`, bars[bar], full);
    write(`bar-${bar}`, numbers[bar]);
  }
}

startSheet(() => {
  const lines: string[] = [];
  const left: Partial<Record<Kind, Left>> = {};
  const drawings: Partial<Record<Kind, (committed: number | null) => void>> = {};
  for (const kind of KINDS) {
    const as = asOf[kind];
    const [open, silent, old, both] = ROWS.map((row) => numberIn(`${row}-${kind}`));
    // What stands in the last line and cannot be read is not the same as not known.
    const known = open != null && silent != null && old != null && (both != null || !typed(`both-${kind}`));
    const tally = known ? { open, silent, old, both: both ?? null } : null;
    const result = tally && leftOf(tally);
    write(`left-${kind}`, result === null ? "" : typeof result === "string" ? phrase(result) : ends(result, as));
    if (!tally || !result || typeof result === "string") continue;
    left[kind] = result;
    drawings[kind] = (committed) => drawPicture(tally, result, committed, as);
    lines.push(
      `- ${words[`${kind}Label`]}: ${as(tally.open)} - ${as(tally.silent)} - ${as(tally.old)} + ${both == null ? "?" : as(both)} = ${ends(result, as)}`,
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
  // Values where they are known, with the number committed, which is one; else deals.
  if (picture) picture.hidden = !left.value && !left.deals;
  if (drawings.value) drawings.value(committed);
  else drawings.deals?.(null);
  const said = [
    left.deals ? phrase("summaryDeals", { deals: ends(left.deals, figure) }) : "",
    left.value ? phrase("summaryValue", { value: ends(left.value, money) }) : "",
    missing ? phrase(gapSentence(missing), { gap: ends(missing, money), most: money(missing.high) }) : "",
  ];
  return { summary: said.filter(Boolean).join(" "), lines };
});
