const DAY = 86_400_000;
const HALF_LIFE = 21 * DAY;
/** A call that was asked for keeps its points this long and has none afterwards. */
const CALL_HOLDS = 30 * DAY;

/** Points of each signal on the day it comes (method, section 14). */
const POINTS = {
  "call-asked": 45,
  trigger: 15,
  diagnostic: 10,
  sizing: 10,
  report: 10,
  "came-back": 5,
  retook: 5,
} as const;

export type SignalKind = keyof typeof POINTS;

/** The newest signal of its kind: when it came, in milliseconds since 1970. */
export interface Signal {
  kind: SignalKind;
  at: number;
}

/** What one signal still says: its age in days, with fractions, and its points then and now. */
export interface IntentPart {
  kind: SignalKind;
  days: number;
  full: number;
  points: number;
}

/** Each signal as it has decayed by `now`, those with most points first. Of a kind given twice the newest counts. */
export function intentParts(signals: readonly Signal[], now: number): IntentPart[] {
  const newest = new Map<SignalKind, number>();
  for (const { kind, at } of signals) newest.set(kind, Math.max(at, newest.get(kind) ?? at));
  return [...newest]
    .map(([kind, at]) => {
      const age = Math.max(0, now - at);
      return { kind, days: age / DAY, full: POINTS[kind], points: POINTS[kind] * left(kind, age) };
    })
    .sort((a, b) => b.points - a.points);
}

function left(kind: SignalKind, age: number): number {
  if (kind === "call-asked") return age <= CALL_HOLDS ? 1 : 0;
  return 0.5 ** (age / HALF_LIFE);
}

/** Intent, 0 to 100. */
export function intentOf(parts: readonly IntentPart[]): number {
  return Math.min(
    100,
    parts.reduce((sum, { points }) => sum + points, 0),
  );
}
