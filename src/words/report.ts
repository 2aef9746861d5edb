import { z } from "zod";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { CLARITIES, CONFIDENCES, VERDICTS } from "#src/names/scoring.ts";

const sentence = z.string().trim().min(1, "must not be blank");
const perLayer = <T extends z.ZodType>(value: T) =>
  z.strictObject(Object.fromEntries(LAYER_IDS.map((id) => [id, value])) as Record<(typeof LAYER_IDS)[number], T>);
const perName = <K extends string, T extends z.ZodType>(names: readonly K[], value: T) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, value])) as Record<K, T>);

const STATUS_NAMES = ["Missing", "Failing", "Weak", "Holding", "Strong"] as const;
const BAND_NAMES = ["Improvised", "Fragmented", "Taking shape", "Dependable", "Compounding"] as const;

/**
 * `content/words/report.yaml`: every sentence that depends on a result. `{layer}`, `{next}`, `{count}` and the like are
 * filled in by the report; a test fills every one of them for every reachable case.
 */
export const reportWordsFile = z.strictObject({
  statuses: perLayer(perName(STATUS_NAMES, sentence)),
  verdicts: perName(VERDICTS, z.strictObject({ title: sentence, sentence, doFirst: sentence, notThat: sentence })),
  allHold: z.strictObject({ title: sentence, define: sentence, enforce: sentence, fourYes: sentence }),
  clarities: perName(
    [...CLARITIES, "joint-not-first", "even-one", "even-not-first", "functioning", "all-hold"] as const,
    z.strictObject({ headline: sentence, tag: sentence, note: sentence }),
  ),
  mostLikely: sentence,
  basisUnknowns: sentence,
  headings: z.strictObject({
    evidence: sentence,
    evidenceIntro: sentence,
    fixes: sentence,
    protect: sentence,
    order: sentence,
    contradictions: sentence,
    fourYes: sentence,
    cost: sentence,
    confidence: sentence,
    method: sentence,
  }),
  fullCredit: sentence,
  confidenceFacts: z.strictObject({ unknowns: sentence, contradictions: sentence, simulated: sentence }),
  bands: perName(BAND_NAMES, sentence),
  confidences: perName(CONFIDENCES, sentence),
  earlyReading: sentence,
  hasty: sentence,
  provisional: sentence,
  heldBack: z.strictObject({ absent: sentence, partial: sentence, firstJob: sentence }),
  chain: z.strictObject({
    heading: sentence,
    absent: sentence,
    severalAbsent: sentence,
    partial: sentence,
    none: sentence,
    solid: sentence,
    dashed: sentence,
  }),
  withoutReliablePlace: sentence,
  order: z.strictObject({ lowestFirst: sentence, upstreamFirst: sentence, nothing: sentence }),
  fourYes: z.strictObject({ all: sentence, some: sentence }),
  contradictions: z.strictObject({ none: sentence, some: sentence }),
  fixes: z.strictObject({ intro: sentence, protect: sentence, unknown: sentence }),
  cost: z.strictObject({
    scenario: sentence,
    withoutSizing: sentence,
    inEveryHundred: sentence,
    withSizing: sentence,
    noRevenue: sentence,
    noGap: sentence,
    tooMuchUnknown: sentence,
    tooUncertain: sentence,
    forecastGap: sentence,
    doubtfulDeals: sentence,
    noDoubtfulDeals: sentence,
    leversTitle: sentence,
    volume: sentence,
    value: sentence,
    win: sentence,
    gain: sentence,
    cycle: sentence,
    sooner: sentence,
    together: sentence,
    constants: sentence,
  }),
});

export type ReportWords = z.infer<typeof reportWordsFile>;
