/** One thing that was measured, beside its floor in the same run and in the same unit. */
export interface Row {
  what: string;
  unit: string;
  here: number;
  floor: number;
  /** What the floor is. */
  of: string;
  /** What the ratio of the two should be (the goal); absent where none is set. */
  goal?: { most: number } | { least: number };
}

/** Prints the rows as one table, a ratio that misses its goal marked. */
export function printTable(rows: readonly Row[]): void {
  const lines = rows.map(({ what, unit, here, floor, of, goal }) => {
    const ratio = here / floor;
    const figures = [`${what}, ${unit}`, figure(here), figure(floor), ratio.toPrecision(2)];
    return { figures, reading: [`of ${of}`, goalOf(ratio, goal)].filter(Boolean).join("; ") };
  });
  const head = { figures: ["", "here", "floor", "ratio"], reading: "" };
  const width = Math.max(...lines.map(({ figures: [what = ""] }) => what.length));
  for (const { figures, reading } of [head, ...lines]) {
    const [what = "", ...numbers] = figures;
    console.log([what.padEnd(width), ...numbers.map((one) => one.padStart(9)), reading].join("  "));
  }
}

function goalOf(ratio: number, goal: Row["goal"]): string {
  if (!goal) return "";
  const isMost = "most" in goal;
  const limit = isMost ? goal.most : goal.least;
  const missed = isMost ? ratio > limit : ratio < limit;
  return `at ${isMost ? "most" : "least"} ${limit}${missed ? ", MISSED" : ""}`;
}

function figure(value: number): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
