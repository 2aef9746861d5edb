import type { Questions } from "#src/instruments/instrument.ts";
import type { Facet } from "#src/names/instruments.ts";
import type { Verdict } from "#src/names/scoring.ts";
import type { LayerBounds } from "./dominance.ts";
import { scoresOf } from "./layers.ts";
import { type Answered, atFullCredit } from "./reading.ts";
import type { Result } from "./result.ts";

export type VerdictReading = Pick<
  Result,
  | "verdict"
  | "verdictSettled"
  | "verdictAtBest"
  | "deciding"
  | "define"
  | "enforce"
  | "fourYes"
  | "fourYesItems"
  | "practicalFail"
>;

const VERDICT_BY_RANK: readonly { tool: Verdict; none: Verdict }[] = [
  { tool: "SCENARIO_A", none: "NO_SYSTEM" },
  { tool: "SCENARIO_B", none: "PROCESS_NO_TOOL" },
  { tool: "PARTIAL", none: "PARTIAL" },
  { tool: "FUNCTIONING", none: "FUNCTIONING" },
];
/** Before a version said which answers count as a tool. */
const FIRST_TOOL_IDS = ["crm"];

function facetScore(answered: readonly Answered[], facet: Facet): number {
  let [sum, count] = [0, 0];
  for (const { item, credit } of answered) {
    if (item.facet !== facet) continue;
    sum += credit;
    count += 1;
  }
  return (25 * sum) / count;
}

/** The rank, 0 to 3, with the readings it stands on (method, section 6): D, E, the four-yes and the practical test. */
function rankOf(bank: Questions, answered: readonly Answered[], scores = scoresOf(bank, answered).layers) {
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

  const lowest = Math.min(...Object.values(scores));
  let rank = 2;
  if (practicalFail || define < defineAt) rank = 0;
  else if (fourYes && lowest >= functioningMinLayer && enforce >= enforceAt) rank = 3;
  else if (enforce < enforceAt) rank = 1;
  return { rank, define, enforce, fourYes, fourYesItems, practicalFail };
}

/** The verdict, and whether the unknown answers could still make it another one (method, section 6; 2.0.0, section 6). */
export function reachVerdict(
  bank: Questions,
  answered: readonly Answered[],
  { scores, upper }: LayerBounds,
  tool: string,
): VerdictReading {
  const { rank, ...readings } = rankOf(bank, answered, scores);
  const best = rankOf(bank, atFullCredit(answered), upper).rank;
  const kind = (bank.model.verdict.toolIds ?? FIRST_TOOL_IDS).includes(tool) ? "tool" : "none";
  const verdictAt = (place: number): Verdict => VERDICT_BY_RANK[place]?.[kind] ?? "PARTIAL";
  return {
    verdict: verdictAt(rank),
    verdictSettled: best === rank,
    verdictAtBest: verdictAt(best),
    deciding: best === rank ? [] : decidingItems(bank, answered, rank),
    ...readings,
  };
}

/**
 * The unknown items that each alone, at full credit, would change the rank; where none does alone, the unknown "define",
 * "enforce" and gate items together (2.0.0, section 6). In bank order.
 */
function decidingItems(bank: Questions, answered: readonly Answered[], rank: number): string[] {
  const unknown = answered.filter(({ state }) => state !== "chosen").map(({ item }) => item);
  const alone = unknown.filter(({ id }) => rankOf(bank, atFullCredit(answered, [id])).rank !== rank);
  const together = unknown.filter(({ facet, gate }) => facet !== "observe" || gate);
  return (alone.length > 0 ? alone : together).map(({ id }) => id);
}
