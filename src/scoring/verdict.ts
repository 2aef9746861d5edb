import type { Questions } from "#src/instruments/instrument.ts";
import type { Verdict } from "#src/names/scoring.ts";
import type { Bounds } from "./dominance.ts";
import { type Answered, atFullCredit } from "./reading.ts";
import type { Result } from "./result.ts";
import { type Scores, scoreOf, scoresOf } from "./scores.ts";

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
export const FIRST_TOOL_IDS = ["crm"];

/** The readings that a rank stands on (method, section 6): D, E, the four-yes and the practical test, the lowest layer. */
function readingsOf({ answered, lowest, inFacet }: Scores) {
  const fourYesItems: Result["fourYesItems"] = [];
  let practicalFail = true;
  for (const { item, gate, credit } of answered) {
    if (gate?.test === "fourYes") fourYesItems.push({ item: item.id, passed: credit >= gate.passCredit });
    else if (gate) practicalFail &&= credit <= gate.failCreditAtMost;
  }
  return {
    define: scoreOf(inFacet.define),
    enforce: scoreOf(inFacet.enforce),
    fourYes: fourYesItems.every(({ passed }) => passed),
    fourYesItems,
    practicalFail,
    lowest,
  };
}

/** The rank, 0 to 3, of these readings (method, section 6). */
function rankOf({ model }: Questions, readings: ReturnType<typeof readingsOf>): number {
  const { defineAt, enforceAt, functioningMinLayer } = model.verdict;
  const { define, enforce, fourYes, practicalFail, lowest } = readings;
  if (practicalFail || define < defineAt) return 0;
  if (fourYes && lowest >= functioningMinLayer && enforce >= enforceAt) return 3;
  return enforce < enforceAt ? 1 : 2;
}

/** The verdict, and whether the unknown answers could still make it another one (method, section 6; 2.0.0, section 6). */
export function reachVerdict(bank: Questions, { exact, upper }: Bounds, tool: string): VerdictReading {
  const readings = readingsOf(exact);
  const rank = rankOf(bank, readings);
  const best = upper === exact ? rank : rankOf(bank, readingsOf(upper));
  const kind = (bank.model.verdict.toolIds ?? FIRST_TOOL_IDS).includes(tool) ? "tool" : "none";
  const verdictAt = (place: number): Verdict => VERDICT_BY_RANK[place]?.[kind] ?? "PARTIAL";
  return {
    verdict: verdictAt(rank),
    verdictSettled: best === rank,
    verdictAtBest: verdictAt(best),
    deciding: best === rank ? [] : decidingItems(bank, exact.answered, rank),
    define: readings.define,
    enforce: readings.enforce,
    fourYes: readings.fourYes,
    fourYesItems: readings.fourYesItems,
    practicalFail: readings.practicalFail,
  };
}

/**
 * The unknown items that each alone, at full credit, would change the rank; where none does alone, the unknown "define",
 * "enforce" and gate items together (2.0.0, section 6). In bank order.
 */
function decidingItems(bank: Questions, answered: readonly Answered[], rank: number): string[] {
  const unknown = answered.filter(({ state }) => state !== "chosen").map(({ item }) => item);
  const rankWith = (id: string) => rankOf(bank, readingsOf(scoresOf(bank, atFullCredit(answered, [id]))));
  const alone = unknown.filter(({ id }) => rankWith(id) !== rank);
  const together = unknown.filter(({ facet, gate }) => facet !== "observe" || gate);
  return (alone.length > 0 ? alone : together).map(({ id }) => id);
}
