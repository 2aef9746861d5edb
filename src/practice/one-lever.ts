import type { Bar } from "./bar.ts";

/** A firm's selling in four numbers, as the method has them in section 8. */
export interface Selling {
  /** New real deals a month. */
  deals: number;
  /** Percent of them won. */
  won: number;
  /** Value of one in its first year. */
  value: number;
  /** Days from real deal to decision. */
  days: number;
}

/** New revenue a year at today's rates. */
export const annual = ({ deals, value, won }: Omit<Selling, "days">) => (12 * deals * value * won) / 100;

export interface Levers {
  annual: number;
  /** What one of volume, win rate and value brings by itself: the same for each. */
  one: number;
  /** What two of them bring together, which is more than twice one. */
  two: number;
  /** The win rate after the move, or null where it would pass 100%. */
  wonAfter: number | null;
}

/** Each of volume, win rate and value moved by so many percent while the others stay. */
export function moveOne(selling: Omit<Selling, "days">, percent: number): Levers {
  const base = annual(selling);
  const move = percent / 100;
  const after = selling.won * (1 + move);
  return {
    annual: base,
    one: base * move,
    two: base * ((1 + move) ** 2 - 1),
    wonAfter: after > 100 ? null : after,
  };
}

export type LeverBar = "annual" | "volume" | "winRate" | "size" | "two" | "retention";

/**
 * The picture of the levers: what each brings, on top of today's revenue (pale). What customers bring who would have
 * left is revenue of its own and stands alone.
 */
export function leverBars(
  { annual, one, two, wonAfter }: Levers,
  retained: number | null,
): {
  bars: Record<LeverBar, Bar | null>;
  full: number;
} {
  const onTop = (more: number): Bar => ({ solid: [annual, annual + more], pale: [0, annual] });
  return {
    bars: {
      annual: { solid: [0, 0], pale: [0, annual] },
      volume: onTop(one),
      winRate: wonAfter === null ? null : onTop(one),
      size: onTop(one),
      two: onTop(two),
      retention: retained === null ? null : { solid: [0, retained] },
    },
    full: Math.max(annual + two, retained ?? 0),
  };
}

/** A shorter cycle: fewer deals open and earlier decisions. It claims no revenue. */
export function shorten({ deals, days }: Pick<Selling, "deals" | "days">, percent: number, daysPerMonth: number) {
  const open = (deals * days) / daysPerMonth;
  return { open, fewer: (open * percent) / 100, sooner: (days * percent) / 100 };
}

/** Customers kept who would have left: customers times yearly value times percentage points kept. */
export const kept = (customers: number, value: number, points: number) => (customers * value * points) / 100;

/** One stage, from deals that have ended. */
export interface Stage {
  name: string;
  reached: number;
  /** Those that ended here without going on. */
  ended: number;
  /** Days spent here: the middle value, the shortest and the longest. */
  middle: number;
  shortest: number;
  longest: number;
}

export const SIGNS = ["dropOff", "ageing", "spread"] as const;
export type Sign = (typeof SIGNS)[number];

export interface Constraint {
  /** The stage that each sign names, by its place; null where no stage shows any of it. */
  signs: Record<Sign, number | null>;
  /** The stage that two signs or three name; null where each names another. */
  stage: number | null;
  /** The earliest stage that any sign names. */
  earliest: number | null;
}

/** The sentence for what the signs name; null where none names a stage. */
export function constraintSentence({ signs, stage }: Constraint): "signsAgree" | "signsDiffer" | "signOne" | null {
  if (stage !== null) return "signsAgree";
  const shown = SIGNS.filter((sign) => signs[sign] !== null).length;
  if (shown === 0) return null;
  return shown === 1 ? "signOne" : "signsDiffer";
}

/** The percent of deals that reached a stage and ended there. */
export const dropOff = ({ reached, ended }: Stage) => (reached > 0 ? (100 * ended) / reached : 0);

/** The first place with the largest measure above zero. */
function largest(stages: readonly Stage[], measure: (stage: Stage) => number): number | null {
  const measures = stages.map(measure);
  const most = Math.max(0, ...measures);
  return most > 0 ? measures.indexOf(most) : null;
}

/** Which stage holds deals up, by the share lost, the wait and its spread. Level stages: the earlier. */
export function findConstraint(stages: readonly Stage[]): Constraint {
  const signs = {
    dropOff: largest(stages, dropOff),
    ageing: largest(stages, ({ middle }) => middle),
    spread: largest(stages, ({ shortest, longest }) => longest - shortest),
  };
  const named = SIGNS.map((sign) => signs[sign]).filter((place) => place !== null);
  return {
    signs,
    stage: named.find((place, at) => named.indexOf(place) !== at) ?? null,
    earliest: named.length > 0 ? Math.min(...named) : null,
  };
}
