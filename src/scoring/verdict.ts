import type { Bank } from "#src/instruments/instrument.ts";
import type { Facet } from "#src/names/instruments.ts";
import type { Tool, Verdict } from "#src/names/scoring.ts";
import type { Answered } from "./reading.ts";
import type { PerLayer, Result } from "./result.ts";

export type VerdictReading = Pick<Result, "verdict" | "define" | "enforce" | "fourYes" | "fourYesItems">;

const VERDICT_BY_RANK: readonly Record<Tool, Verdict>[] = [
  { crm: "SCENARIO_A", sheet: "NO_SYSTEM", none: "NO_SYSTEM" },
  { crm: "SCENARIO_B", sheet: "PROCESS_NO_TOOL", none: "PROCESS_NO_TOOL" },
  { crm: "PARTIAL", sheet: "PARTIAL", none: "PARTIAL" },
  { crm: "FUNCTIONING", sheet: "FUNCTIONING", none: "FUNCTIONING" },
];

function facetScore(answered: readonly Answered[], facet: Facet): number {
  const own = answered.filter(({ item }) => item.facet === facet);
  return (25 * own.reduce((sum, { credit }) => sum + credit, 0)) / own.length;
}

/** The verdict with the readings it stands on (method, section 6): D, E, the four-yes and the practical test. */
export function reachVerdict(
  bank: Bank,
  answered: readonly Answered[],
  scores: PerLayer<number>,
  tool: Tool,
): VerdictReading {
  const { defineAt, enforceAt, functioningMinLayer } = bank.model.verdict;
  const define = facetScore(answered, "define");
  const enforce = facetScore(answered, "enforce");

  const fourYesItems = answered.flatMap(({ item, credit }) =>
    item.gate?.test === "fourYes" ? [{ item: item.id, passed: credit >= item.gate.passCredit }] : [],
  );
  const fourYes = fourYesItems.every(({ passed }) => passed);
  const practicalFail = answered.every(
    ({ item, credit }) => item.gate?.test !== "practical" || credit <= item.gate.failCreditAtMost,
  );

  const lowest = Math.min(...bank.layers.map(({ id }) => scores[id]));
  let rank = 2;
  if (practicalFail || define < defineAt) rank = 0;
  else if (fourYes && lowest >= functioningMinLayer && enforce >= enforceAt) rank = 3;
  else if (enforce < enforceAt) rank = 1;

  const verdict = VERDICT_BY_RANK[rank]?.[tool] ?? "PARTIAL";
  return { verdict, define, enforce, fourYes, fourYesItems };
}
