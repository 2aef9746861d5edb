import { z } from "zod";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { CLARITIES, CONFIDENCES, VERDICTS } from "#src/names/scoring.ts";
import { words } from "#src/typeset.ts";

/** Which rule keeps a firm whose five layers all hold from a working system; "nothing" where none does, or a layer is low. */
export const MISSED = ["nothing", "define", "enforce", "fourYes"] as const;
/** Where the named layer would stand with full marks for its unknown answers, beside the lowest of the others. */
export const CEILINGS = ["below", "level", "above"] as const;

const count = z.union([
  z.int().nonnegative(),
  z.strictObject({ atLeast: z.int().positive() }),
  z.strictObject({ atMost: z.int().positive() }),
]);
const flag = z.boolean();
const among = <T extends readonly [string, ...string[]]>(names: T) => z.array(z.enum(names)).min(1);

/**
 * What a sentence of `report.yaml` takes for granted of a result (method 2.0.0, section 2). A flag must be so, a name must be
 * one of those given, a count must be that number or within the bound.
 */
export const resultNeeds = z
  .strictObject({
    instrument: among(INSTRUMENT_IDS),
    verdict: among(VERDICTS),
    settled: flag,
    /** Every answer is unknown. */
    nothingKnown: flag,
    /** Unknown answers, of all and of the layer that is named; `openNamed` of every layer that a headline names. */
    unknown: count,
    openLead: count,
    openNamed: count,
    /** Every unknown answer lies in a layer that the headline names. */
    openAllNamed: flag,
    /** No question on the layer that is named could be answered. */
    leadUnseen: flag,
    /** Rank 0, although the overall score is 50 or more or all four basic questions get a yes. */
    practiceAhead: flag,
    /** Basic questions of the four-yes check that get a yes. */
    passed: count,
    /** The practical test fails and nothing else makes rank 0. */
    practicalAlone: flag,
    /** Unknown answers that decide the verdict, and whether they are all that is unknown. */
    deciding: count,
    decidesAll: flag,
    /** All five layers are at 75 or more; `below` counts those that are not. */
    holds: flag,
    below: count,
    /** One of those would not be with full marks for its unknown answers. */
    belowOpen: flag,
    missed: among(MISSED),
    /** Answers that miss what `missed` names; those that could not be given are no such answers. */
    misses: count,
    clarity: among(CLARITIES),
    ceiling: among(CEILINGS),
    /** Layers level with the dominant one, layers at the lowest score, layers at the lowest of the others' scores. */
    level: count,
    lowest: count,
    next: count,
    allEqual: flag,
    full: flag,
    /** The order of work begins with the named layer; that layer is the first of the chain. */
    startsHere: flag,
    firstInChain: flag,
    /** The order of work begins with a layer at the lowest score. */
    startsLowest: flag,
    /** With full marks for the unknown answers of the first layer the order would begin elsewhere. */
    startsOpen: flag,
    /** The order of work begins with a layer that depends on no other. */
    startsFree: flag,
    confidence: among(CONFIDENCES),
    hasty: flag,
    provisional: flag,
    contradictions: count,
    /** More answers are unknown than a reading of medium confidence has. */
    tooManyUnknown: flag,
    /** At least half of the gap comes from unknown answers, in a version that minds it. */
    gapIsUnknown: flag,
    /** Of every 100 points of the gap, those from unknown answers. */
    gapUnknown: count,
    /** Deals live in what this version counts as a tool. */
    tool: flag,
    /** The verdict allows no new field, tool or automation. */
    paper: flag,
    solo: flag,
    fixes: count,
  })
  .partial();

export type ResultNeeds = z.infer<typeof resultNeeds>;
type FactFor<N> = N extends boolean ? boolean : N extends readonly (infer Name)[] ? Name : number;

/** What is so of one result, in the words that sentences use for what they need. */
export type Facts = { readonly [Name in keyof ResultNeeds]-?: FactFor<NonNullable<ResultNeeds[Name]>> };

/** Whether a result has all that a sentence needs. */
export function isTrueOf(needs: ResultNeeds, facts: Facts): boolean {
  for (const name in needs) {
    const wanted = needs[name as keyof ResultNeeds];
    if (wanted !== undefined && !isAsWanted(wanted, facts[name as keyof Facts])) return false;
  }
  return true;
}

function isAsWanted(wanted: NonNullable<ResultNeeds[keyof ResultNeeds]>, fact: Facts[keyof Facts]): boolean {
  if (Array.isArray(wanted)) return wanted.some((name) => name === fact);
  if (typeof wanted !== "object") return wanted === fact;
  return "atLeast" in wanted ? Number(fact) >= wanted.atLeast : Number(fact) <= wanted.atMost;
}

/** Sentences with what each needs. */
export const cases = z.array(z.strictObject({ needs: resultNeeds, text: words })).min(1);
export type Cases = z.infer<typeof cases>;

/**
 * The first that is true of a result.
 * @throws {RangeError} where none is: a hole in `report.yaml`, which the walker of the tests looks for
 */
export function firstTrue<T extends { needs: ResultNeeds }>(variants: readonly T[], facts: Facts): T {
  const found = variants.find(({ needs }) => isTrueOf(needs, facts));
  if (!found) throw new RangeError(`None of ${JSON.stringify(variants)} is true of ${JSON.stringify(facts)}.`);
  return found;
}

/** The texts of all that are true of a result, in their order. */
export function allTrue(variants: Cases, facts: Facts): string[] {
  return variants.filter(({ needs }) => isTrueOf(needs, facts)).map((one) => one.text);
}
