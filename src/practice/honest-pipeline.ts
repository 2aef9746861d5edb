import type { Bar } from "./bar.ts";

/** Open deals by count or by value. `both` is the part that is silent and past its limit; null where nobody knows. */
export interface Tally {
  open: number;
  silent: number;
  old: number;
  both: number | null;
}

/** The ends of what is left. They are one number where the overlap is known. */
export interface Left {
  low: number;
  high: number;
}

export type TallyFault = "silentTooMany" | "oldTooMany" | "bothTooMany" | "bothTooFew";

/**
 * Open, less silent, less old, with what is both taken off once. Without the overlap the answer lies between its
 * smallest and its largest possible size.
 */
export function leftOf({ open, silent, old, both }: Tally): Left | TallyFault {
  if (silent > open) return "silentTooMany";
  if (old > open) return "oldTooMany";
  const least = Math.max(0, silent + old - open);
  const most = Math.min(silent, old);
  if (both !== null && both > most) return "bothTooMany";
  if (both !== null && both < least) return "bothTooFew";
  return { low: open - silent - old + (both ?? least), high: open - silent - old + (both ?? most) };
}

/** What is missing from the number committed even if every deal that is left were won. Nothing is missing below zero. */
export function gapTo(committed: number, left: Left): Left {
  return { low: Math.max(0, committed - left.high), high: Math.max(0, committed - left.low) };
}

/** The sentence for a gap: none, one for sure, or one that hangs on how many deals were counted twice. */
export function gapSentence({ low, high }: Left): "summaryNoGap" | "summaryGap" | "summaryGapPerhaps" {
  if (high === 0) return "summaryNoGap";
  return low > 0 ? "summaryGap" : "summaryGapPerhaps";
}

/** The whole percent of what is left that would have to be won, or null where nothing is left. */
export function shareToWin(committed: number, left: Left): Left | null {
  if (left.low <= 0) return null;
  return { low: Math.ceil((100 * committed) / left.high), high: Math.ceil((100 * committed) / left.low) };
}

export type PipelineBar = "open" | "silent" | "old" | "left" | "committed";

/** The picture of a pipeline: what each line takes away from the open deals, and what is left. Pale is not sure. */
export function barsOf(
  { open, silent }: Tally,
  { low, high }: Left,
  committed: number | null,
): {
  bars: Record<PipelineBar, Bar | null>;
  full: number;
} {
  return {
    bars: {
      open: { solid: [0, open] },
      silent: { solid: [open - silent, open] },
      old: { solid: [high, open - silent], pale: [low, high] },
      left: { solid: [0, low], pale: [low, high] },
      committed: committed === null ? null : { solid: [0, committed] },
    },
    full: Math.max(open, committed ?? 0),
  };
}
