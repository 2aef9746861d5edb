import type { Since } from "#src/report/parts/source.ts";
import { counted } from "#src/words/numbers.ts";
import { doneBetween } from "./done.ts";
import { cameInLater, progressHeadline } from "./headline.ts";
import { movedLine, progressMoved } from "./moved.ts";
import { between, type ProgressSource, pairsOf } from "./source.ts";

/** The latest of the readings against the one before (method, section 9; 2.0.0, section 9); null for fewer than two. */
export function retakeOpening(source: ProgressSource): Since | null {
  const pairs = pairsOf(source);
  if (!pairs) return null;
  const sinceLast = { ...pairs, first: null };
  const { lines, lede } = progressHeadline(source, sinceLast);
  const { moved, overall } = between(source, pairs.before, pairs.latest);
  const { heading, sentences } = progressMoved(source, sinceLast);
  const fell = moved.filter(({ credits }) => (credits ?? 0) < 0).flatMap((one) => movedLine(source, one) ?? []);
  const words = source.words.progress.opening;
  return {
    lines,
    clear: overall?.clear === true && lines.includes(source.words.progress.headline.clear),
    lede: [...lede.slice(0, 1), ...cameInLater(source, pairs)].join(" "),
    done: doneBetween(source, pairs.before, pairs.latest),
    fell: fell.length > 0 ? { heading: counted(words.fell, fell.length), lines: fell } : null,
    moved: [`${heading}.`, ...sentences].join(" "),
  };
}
