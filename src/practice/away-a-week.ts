/** What was missing when something stops, as the log of an absence names it. */
export const MISSING = ["knowledge", "permission", "relationship", "skill"] as const;
export type Missing = (typeof MISSING)[number];

export interface Task {
  name: string;
  /** What a cover most often lacks for it; null where nobody has said. */
  missing: Missing | null;
  stops: boolean;
}

export interface Absence {
  /** Everything that stops with one person: each is a single point of failure. */
  points: string[];
  /** What is lacking most often among them; those that share the first place, in the order of the log. */
  commonest: Missing[];
  /** How many of the points lack it. */
  times: number;
  /** Whether more than half of all points lack it. Half is not most. */
  most: boolean;
}

/** Counts and names what stops when one person is away. */
export function readAbsence(tasks: readonly Task[]): Absence {
  const stopped = tasks.filter(({ stops }) => stops);
  const count = (kind: Missing) => stopped.filter(({ missing }) => missing === kind).length;
  const times = Math.max(0, ...MISSING.map(count));
  return {
    points: stopped.map(({ name }) => name),
    commonest: times > 0 ? MISSING.filter((kind) => count(kind) === times) : [],
    times,
    most: 2 * times > stopped.length,
  };
}
