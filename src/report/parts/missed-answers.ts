import type { Item } from "#src/instruments/instrument.ts";
import { memoised } from "#src/memoised.ts";
import type { MISSED } from "#src/words/needs.ts";
import { chosenOption, itemsAsked, type Source } from "./source.ts";

/** From an overall score of half on, rank 0 means that the practice is ahead of the rules (method 2.0.0, section 6). */
const AHEAD_AT = 50;

/** The answers behind a verdict that the layers alone do not explain, in bank order. */
export interface MissedAnswers {
  /** Below what the verdict asks for. */
  missed: Item[];
  /** Below full credit beside those. */
  besides: Item[];
}

/** Which rule the answers fail while the practice is there, by the verdict as scored (method 2.0.0, section 6). */
export function failedRule({
  dominant,
  verdict,
  overall,
  fourYes,
}: Pick<Source["assessment"]["result"], "dominant" | "verdict" | "overall" | "fourYes">) {
  const withoutRules = verdict === "SCENARIO_A" || verdict === "NO_SYSTEM";
  const notApplied = verdict === "SCENARIO_B" || verdict === "PROCESS_NO_TOOL";
  let missed: (typeof MISSED)[number] = "nothing";
  if (dominant === null && verdict !== "FUNCTIONING")
    missed = withoutRules ? "define" : notApplied ? "enforce" : "fourYes";
  return { practiceAhead: withoutRules && (overall >= AHEAD_AT || fourYes), missed };
}

/** The answers to name beside a settled verdict; none where it follows from the layers or is not settled. */
export const missedAnswers = memoised((source: Source): MissedAnswers => {
  const { result } = source.assessment;
  const { practiceAhead, missed: rule } = failedRule(result);
  const holds = result.dominant === null;
  if (!result.verdictSettled || (!practiceAhead && rule === "nothing")) return { missed: [], besides: [] };

  const below = itemsAsked(source).filter((item) => (chosenOption(source, item)?.credit ?? 0) < 4);
  const failsGate = new Set(result.fourYesItems.filter(({ passed }) => !passed).map(({ item }) => item));
  const isMissed = ({ id, facet }: Item) => (rule === "fourYes" ? failsGate.has(id) : facet === ruleFacet(rule));
  const missed = below.filter(isMissed);
  return { missed, besides: holds ? below.filter((item) => !isMissed(item)) : [] };
});

const ruleFacet = (rule: (typeof MISSED)[number]) => (rule === "enforce" ? "enforce" : "define");
