import { memoised } from "#src/memoised.ts";
import type { LayerId } from "#src/names/instruments.ts";
import { orderOfWork } from "#src/scoring/order.ts";
import { FIRST_TOOL_IDS } from "#src/scoring/verdict.ts";
import type { Facts } from "#src/words/needs.ts";
import { failedRule, missedAnswers } from "./missed-answers.ts";
import { chosenOption, itemsAsked, itemsOn, type Source, situationOf } from "./source.ts";

type Result = Source["assessment"]["result"];

/** The layer that the report is about: the dominant one, or the weakest where nothing fails. */
export function leadLayer(result: Result): LayerId {
  const namesWeakest = result.verdict === "FUNCTIONING" && result.clarity !== "blind-spot";
  return namesWeakest || result.dominant === null ? result.weakest : result.dominant;
}

/** Exact score of a layer with full marks for its unknown answers. */
export function ceilingOf(source: Source, layer: LayerId): number {
  const asked = itemsOn(source, layer);
  return source.assessment.result.exact[layer] + (100 * unknownOn(source, layer)) / asked.length;
}

/** Whether one of these layers would stand at so many points or more with full marks for its unknown answers. */
export const mayReach = (source: Source, layers: readonly LayerId[], points: number) =>
  layers.some((layer) => ceilingOf(source, layer) >= points);

/** Whether no question on a layer could be answered. */
export const isUnseen = (source: Source, layer: LayerId) => unknownOn(source, layer) === itemsOn(source, layer).length;

export function unknownOn(source: Source, layer: LayerId): number {
  const { unknowns } = source.assessment.result;
  return itemsOn(source, layer).filter(({ id }) => unknowns.includes(id)).length;
}

/** Every layer at the lowest exact score, upstream first. */
export function lowestLayers({ bank, assessment }: Pick<Source, "bank" | "assessment">): LayerId[] {
  const { exact, weakest } = assessment.result;
  return bank.layers.map(({ id }) => id).filter((id) => exact[id] === exact[weakest]);
}

/** The layers that the headline names besides the one that it is about. */
export function namedLayers(source: Source): LayerId[] {
  const { result } = source.assessment;
  const { verdict, clarity, candidates, nextLowest } = result;
  const lead = leadLayer(result);
  if (result.dominant === null || verdict === "FUNCTIONING") return lowestLayers(source);
  if (clarity === "joint" || clarity === "even") return candidates;
  return clarity === "leading" ? [lead, ...nextLowest] : [lead];
}

/** What is so of a result, for sentences to need (src/words/needs.ts). */
export const factsOf = memoised((source: Source): Facts => {
  const { bank, assessment } = source;
  const { result, instrument } = assessment;
  const { exact, weakest, sequence, unknowns, deciding, dominant, candidates } = result;
  const lead = leadLayer(result);
  const named = namedLayers(source);
  const ceiling = ceilingOf(source, lead);
  const second = Math.min(...bank.layers.filter(({ id }) => id !== lead).map(({ id }) => exact[id]));
  const openNamed = named.reduce((sum, id) => sum + unknownOn(source, id), 0);
  const openLead = unknownOn(source, lead);
  const { holdAt } = bank.model.dominant;
  const below = bank.layers.map(({ id }) => id).filter((id) => exact[id] < holdAt);
  const { practiceAhead, missed } = failedRule(result);
  const [first] = sequence;
  const { solo, paper } = situationOf(source);
  // Under "blind-spot" the order begins with visibility, whatever its score.
  const beginsElsewhere = (layer: LayerId) =>
    result.clarity !== "blind-spot" &&
    orderOfWork(bank, { ...exact, [layer]: ceilingOf(source, layer) }, result.clarity)[0] !== layer;
  const blind = unknowns.length / itemsAsked(source).length;
  return {
    instrument,
    verdict: result.verdict,
    settled: result.verdictSettled,
    nothingKnown: unknowns.length === itemsAsked(source).length,
    unknown: unknowns.length,
    openLead,
    openNamed,
    openAllNamed: openNamed === unknowns.length,
    leadUnseen: isUnseen(source, lead),
    practiceAhead,
    passed: result.fourYesItems.filter((item) => item.passed).length,
    practicalAlone: result.practicalFail && result.define >= bank.model.verdict.defineAt,
    deciding: deciding.length,
    decidesAll: deciding.length === unknowns.length,
    holds: dominant === null,
    below: below.length,
    belowOpen: mayReach(source, below, holdAt),
    missed,
    misses: missedAnswers(source).missed.filter((item) => chosenOption(source, item)).length,
    clarity: result.clarity,
    ceiling: ceiling < second ? "below" : ceiling === second ? "level" : "above",
    level: candidates.length,
    lowest: lowestLayers(source).length,
    next: result.nextLowest.length,
    allEqual: bank.layers.every(({ id }) => exact[id] === exact[weakest]),
    full: exact[weakest] === 100,
    startsHere: first === lead,
    firstInChain: bank.layers[0]?.id === lead,
    startsLowest: first !== undefined && exact[first] === exact[weakest],
    startsOpen: first !== undefined && unknownOn(source, first) > 0 && beginsElsewhere(first),
    startsFree: bank.layers.some(({ id, prerequisites }) => id === first && prerequisites.length === 0),
    confidence: result.confidence,
    hasty: result.hasty,
    provisional: result.provisional,
    contradictions: result.contradictions.length,
    tooManyUnknown: blind > bank.model.confidence[instrument].medium || blind >= bank.model.dominant.blindShare,
    gapIsUnknown: isGapUnknown(source),
    gapUnknown: result.gapFromUnknowns,
    tool: (bank.model.verdict.toolIds ?? FIRST_TOOL_IDS).includes(assessment.context?.c_tool ?? "none"),
    paper,
    solo,
    fixes: 0,
  };
});

/** Whether this version withholds the cost because so much of the gap is unknown (method 2.0.0, section 8). */
function isGapUnknown(source: Source): boolean {
  const { bank, assessment } = source;
  const { exact, unknowns } = assessment.result;
  const { withheldAtUnknownShare } = bank.model.cost;
  if (withheldAtUnknownShare === undefined) return false;
  const gap = bank.layers.reduce((sum, { id }) => sum + ((100 - exact[id]) / 25) * itemsOn(source, id).length, 0);
  return gap > 0 && 4 * unknowns.length >= withheldAtUnknownShare * gap;
}
