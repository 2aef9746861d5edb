import type { Questions } from "#src/instruments/instrument.ts";
import type { InstrumentId, LayerId } from "#src/names/instruments.ts";
import type { Result } from "#src/scoring/result.ts";
import type { Given } from "./random-results.ts";

/**
 * What is so of a result, worked out from the answers by the method's text and by none of the product's code: constants stand
 * here as the method prints them. Contradictions alone are taken from the result, since their rules are data of the bank.
 */
export type OwnReading = ReturnType<typeof ownReading>;

const CHAIN: LayerId[] = ["visibility", "integrity", "flow", "learning", "resilience"];
export const NEEDS_FIRST: Record<LayerId, LayerId[]> = {
  visibility: [],
  integrity: ["visibility"],
  flow: ["visibility", "integrity"],
  learning: ["visibility", "integrity"],
  resilience: ["visibility", "integrity", "flow"],
};
type Credits = Map<string, number | null>;

export function ownReading(bank: Questions, instrument: InstrumentId, given: Given, result: Result) {
  const isSecond = Number(bank.bankVersion.split(".")[0]) >= 2;
  const isSnapshot = instrument === "snapshot";
  const asked = bank.items.filter(({ id }) => bank.instruments[instrument].items.includes(id));
  const credits: Credits = new Map(
    asked.map(({ id, options }) => [id, options.find((one) => one.id === given.answers[id])?.credit ?? null]),
  );
  const best: Credits = new Map([...credits].map(([id, credit]) => [id, credit ?? 4]));
  const mean = (of: Credits, wanted: (item: (typeof asked)[number]) => boolean) => {
    const own = asked.filter(wanted).map(({ id }) => of.get(id) ?? 0);
    return (25 * own.reduce((sum, credit) => sum + credit, 0)) / own.length;
  };
  const scores = (of: Credits) =>
    Object.fromEntries(CHAIN.map((layer) => [layer, mean(of, (item) => item.layer === layer)])) as Record<
      LayerId,
      number
    >;
  const define = (of: Credits) => mean(of, ({ facet }) => facet === "define");
  const enforce = (of: Credits) => mean(of, ({ facet }) => facet === "enforce");
  const [stageRules, position, nextStep] = isSecond ? ["P6", "V6", "F6"] : ["P1", "V2", "F1"];
  const four = (of: Credits) => [
    of.get("V1") === 4,
    of.get(position) === 4,
    of.get(nextStep) === 4,
    (of.get("L1") ?? 0) >= 3,
  ];
  const practical = (of: Credits) =>
    (of.get(stageRules) ?? 0) <= 1 && (of.get("F2") ?? 0) <= 1 && (of.get("P2") ?? 0) === 0;
  const rank = (of: Credits) => {
    if (practical(of) || define(of) < 50) return 0;
    if (four(of).every(Boolean) && Math.min(...Object.values(scores(of))) >= 50 && enforce(of) >= 60) return 3;
    return enforce(of) < 60 ? 1 : 2;
  };

  const S = scores(credits);
  const U = scores(best);
  const all = CHAIN.map((layer) => S[layer]);
  const min = Math.min(...all);
  const unknown = [...credits].filter(([, credit]) => credit === null).map(([id]) => id);
  const openOn = (layer: LayerId) => asked.filter((item) => item.layer === layer && unknown.includes(item.id)).length;
  const own = rank(credits);
  const isTool = given.context.c_tool === "crm" || (isSecond && given.context.c_tool === "tool");
  const ranks = isTool
    ? (["SCENARIO_A", "SCENARIO_B", "PARTIAL", "FUNCTIONING"] as const)
    : (["NO_SYSTEM", "PROCESS_NO_TOOL", "PARTIAL", "FUNCTIONING"] as const);
  const verdict = ranks[own] ?? "PARTIAL";
  const settled = rank(best) === own;
  const alone = unknown.filter((id) => rank(new Map([...credits, [id, 4]])) !== own);
  const together = asked.filter(({ id, facet, gate }) => unknown.includes(id) && (facet !== "observe" || gate));
  const deciding = settled ? [] : alone.length > 0 ? alone : together.map(({ id }) => id);

  const hasty = (given.elapsedSeconds ?? Infinity) < (isSnapshot ? 22 : 57);
  const share = unknown.length / asked.length;
  const medium = isSnapshot ? 0.1 : 0.24;
  let level = share > medium ? 0 : isSnapshot || share > 0.08 ? 1 : 2;
  const contradictions = result.contradictions.length;
  level = Math.max(0, level - (contradictions >= 2 ? 1 : 0) - (hasty ? 1 : 0));
  const confidence = (["low", "medium", "high"] as const)[level] ?? "low";

  const holds = min >= 75;
  const isBlind = share >= 0.3 && S.visibility < 75;
  const near = CHAIN.filter((layer) => S[layer] <= min + 5 && S[layer] < 75);
  const candidates = isBlind ? [...new Set<LayerId>(["visibility", ...near])] : near;
  const weakest = CHAIN.find((layer) => S[layer] === min) as LayerId;
  const dominant = holds ? null : (candidates[0] as LayerId);
  const sorted = all.toSorted((a, b) => a - b);
  const margin = (sorted[1] ?? 0) - min;
  const confirmed = !isSecond || (dominant !== null && U[dominant] < (sorted[1] ?? 0) && confidence !== "low");
  let clarity = "joint";
  if (holds) clarity = "none";
  else if (isBlind) clarity = "blind-spot";
  else if (Math.max(...all) - min <= (isSnapshot ? 12.5 : 10)) clarity = "even";
  else if (margin >= (isSnapshot ? 25 : 15)) clarity = confirmed ? "clear" : "unsettled";
  else if (near.length === 1) clarity = "leading";

  const lead = dominant === null || (verdict === "FUNCTIONING" && clarity !== "blind-spot") ? weakest : dominant;
  const lowest = CHAIN.filter((layer) => S[layer] === min);
  const next = CHAIN.filter((layer) => layer !== weakest && S[layer] === sorted[1]);
  const second = Math.min(...CHAIN.filter((layer) => layer !== lead).map((layer) => S[layer]));
  const firstOf = (of: typeof S) => {
    const isReady = (layer: LayerId) => of[layer] >= 25 && !(isBlind && layer === "visibility");
    return CHAIN.filter((layer) => of[layer] < 75 && NEEDS_FIRST[layer].every(isReady)).toSorted(
      (a, b) => of[a] - of[b] || CHAIN.indexOf(a) - CHAIN.indexOf(b),
    )[0];
  };
  const first = firstOf(S);
  const named =
    dominant === null || verdict === "FUNCTIONING"
      ? lowest
      : clarity === "joint" || clarity === "even"
        ? candidates
        : clarity === "leading"
          ? [lead, ...next]
          : [lead];
  const openNamed = named.reduce((sum, layer) => sum + openOn(layer), 0);

  const overall = Math.floor(0.7 * (all.reduce((sum, score) => sum + score, 0) / 5) + 0.3 * min + 0.5 + 1e-9);
  const practiceAhead = own === 0 && (overall >= 50 || four(credits).every(Boolean));
  const missed = !holds || own === 3 ? "nothing" : own === 0 ? "define" : own === 1 ? "enforce" : "fourYes";
  const below = asked.filter(({ id }) => (credits.get(id) ?? 0) < 4);
  const gates = ["V1", position, nextStep, "L1"];
  const failed = gates.filter((_, place) => !four(credits)[place]);
  const isMissed = ({ id, facet }: (typeof asked)[number]) =>
    missed === "fourYes" ? failed.includes(id) : facet === (missed === "enforce" ? "enforce" : "define");
  const names = settled && (practiceAhead || missed !== "nothing");
  const misses = names ? below.filter(isMissed).map(({ id }) => id) : [];
  const gap = asked.reduce((sum, { id }) => sum + 4 - (credits.get(id) ?? 0), 0);
  const gapUnknown = gap === 0 ? 0 : Math.floor((400 * unknown.length) / gap + 0.5);

  return {
    credits,
    asked: asked.map(({ id }) => id),
    S,
    U,
    min,
    margin,
    deciding,
    misses,
    unknown,
    define: define(credits),
    defineAtBest: define(best),
    enforce: enforce(credits),
    /** Whether an answer about settled rules, or about keeping to them, could not be given. */
    openOf: (which: "define" | "enforce") => asked.some(({ id, facet }) => facet === which && credits.get(id) === null),
    four: four(credits),
    nameOf: (layer: LayerId) => bank.layers.find(({ id }) => id === layer)?.name ?? layer,
    isUnseen: (name: string) => {
      const layer = bank.layers.find((one) => one.name === name)?.id as LayerId;
      return openOn(layer) === asked.length / 5;
    },
    belowOn: (name: string) => {
      const on = asked.filter(({ layer }) => layer === bank.layers.find((one) => one.name === name)?.id);
      const of = on.map(({ id }) => credits.get(id) ?? null);
      return {
        known: of.filter((one) => one !== null && one < 4).length,
        unknown: of.filter((one) => one === null).length,
      };
    },
    scoreOf: (name: string) => S[bank.layers.find((layer) => layer.name === name)?.id as LayerId],
    ceilingOf: (name: string) => U[bank.layers.find((layer) => layer.name === name)?.id as LayerId],
    second,
    lowest,
    lead,
    // A headline that names no layer is backed by the layer that the order of work begins with.
    backed: clarity === "even" && candidates.length > 1 && first !== undefined && first !== lead ? first : lead,
    missedNumber: given.sizing?.z_miss,
    gates,
    ids: { stageRules, position, nextStep },
    facts: {
      instrument,
      verdict,
      settled,
      nothingKnown: unknown.length === asked.length,
      unknown: unknown.length,
      openLead: openOn(lead),
      openNamed,
      openAllNamed: openNamed === unknown.length,
      leadUnseen: openOn(lead) === asked.length / 5,
      practiceAhead,
      passed: four(credits).filter(Boolean).length,
      practicalAlone: practical(credits) && define(credits) >= 50,
      deciding: deciding.length,
      decidesAll: deciding.length === unknown.length,
      holds,
      below: all.filter((score) => score < 75).length,
      belowOpen: CHAIN.some((layer) => S[layer] < 75 && U[layer] >= 75),
      missed,
      misses: misses.filter((id) => credits.get(id) !== null).length,
      clarity,
      ceiling: U[lead] < second ? "below" : U[lead] === second ? "level" : "above",
      level: holds ? 0 : candidates.length,
      lowest: lowest.length,
      next: next.length,
      allEqual: lowest.length === 5,
      full: min === 100,
      startsHere: first === lead,
      firstInChain: lead === "visibility",
      startsLowest: first !== undefined && S[first] === min,
      startsOpen:
        first !== undefined && !isBlind && openOn(first) > 0 && firstOf({ ...S, [first]: U[first] }) !== first,
      startsFree: first === "visibility",
      confidence,
      hasty,
      provisional: false,
      contradictions,
      tooManyUnknown: share > medium || share >= 0.3,
      gapIsUnknown: isSecond && gap > 0 && 8 * unknown.length >= gap,
      gapUnknown,
      tool: isTool,
      paper: own === 0 || verdict === "PROCESS_NO_TOOL",
      solo: given.context.c_team === "1",
    } as Record<string, string | number | boolean>,
  };
}

type Wanted = boolean | number | string[] | { atLeast?: number; atMost?: number };

/** Whether these needs are met, by the test's own reading of what they mean. Names of needs that are not met. */
export function unmet(needs: Record<string, unknown>, facts: OwnReading["facts"]): string[] {
  return Object.keys(needs).filter((name) => {
    const wanted = needs[name] as Wanted;
    const fact = facts[name];
    if (typeof wanted === "boolean" || typeof wanted === "number") return fact !== wanted;
    if (Array.isArray(wanted)) return !wanted.includes(String(fact));
    return !(Number(fact) >= (wanted.atLeast ?? -Infinity) && Number(fact) <= (wanted.atMost ?? Infinity));
  });
}
