import { z } from "zod";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { CHECK_ANSWERS, VERDICTS } from "#src/names/scoring.ts";
import { all, counted, words } from "#src/typeset.ts";
import { cases } from "./needs.ts";

const perName = <K extends string, T extends z.ZodType>(names: readonly K[], value: T) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, value])) as Record<K, T>);

const STATUS_NAMES = ["Missing", "Failing", "Weak", "Holding", "Strong"] as const;
const BAND_NAMES = ["Improvised", "Fragmented", "Taking shape", "Dependable", "Compounding"] as const;

const check = <T extends z.ZodRawShape>(rest: T) => z.strictObject({ title: words, lead: words, ...rest });
const three = z.array(words).length(3);

/** `content/words/report.yaml`: every sentence that depends on a result, with what it needs of that result. */
export const reportWordsFile = z.strictObject({
  statuses: perName(STATUS_NAMES, words),
  about: perName(LAYER_IDS, words),
  layers: z.strictObject({ ...all("full", "unknown", "none", "ends", "between").shape, open: counted }),
  overall: all("of", "likely", "title"),
  bands: perName(BAND_NAMES, words),
  counted: cases,
  nothingKnown: all("band", "sentence"),
  known: cases,
  verdict: z.strictObject({
    names: perName(VERDICTS, words),
    ...all("practiceAhead", "notSettled", "nothingKnown", "keep", "early", "facet", "facetOpen").shape,
    titles: cases,
    sentences: cases,
    misses: z.strictObject({ heading: cases, ...all("notWritten", "unknown", "besides", "act").shape }),
    notThat: cases,
  }),
  which: z.strictObject({
    headlines: cases,
    tags: cases,
    notes: cases,
    reasons: cases,
    ...all("others", "mostLikely").shape,
  }),
  headings: all(
    ...(["evidence", "fixes", "fix", "protect", "order", "contradictions", "checks"] as const),
    ...(["twoChecks", "cost", "confidence", "method", "unknown"] as const),
  ),
  answers: z.strictObject({
    ...{ intro: counted, introOpen: counted },
    ...all("open", "full", "unseen", "atFull", "credit", "colleague", "unknown", "missing", "skipped").shape,
  }),
  unknown: z.strictObject({
    intro: counted,
    close: counted,
    closeSolo: counted,
    ...all("decides", "decide", "inFix").shape,
  }),
  confidences: z.strictObject({
    sentences: cases,
    flags: cases,
    facts: z.strictObject({ unknown: counted, contradictions: counted, simulated: words }),
  }),
  contradictions: cases,
  heldBack: all("absent", "partial", "absentOpen", "partialOpen", "firstJob"),
  chain: all(
    ...(["heading", "absent", "severalAbsent", "absentOpen", "severalAbsentOpen", "partial", "none"] as const),
    ...(["unknown", "solid", "dashed"] as const),
  ),
  withoutReliablePlace: all("known", "open"),
  order: cases,
  fixes: z.strictObject({ intro: cases, ...all("lookUpProof", "solo").shape, within: counted }),
  checks: z.strictObject({
    answers: perName(CHECK_ANSWERS, words),
    ...all("count", "countUnsure").shape,
    fourYes: check({}),
    practical: check({ lines: three, ...all("byHand", "couldNotTell").shape }),
    signs: z.strictObject({
      title: cases,
      lead: words,
      lines: three,
      ...all("response", "stalled", "missed", "met", "uncompared", "never", "informally").shape,
    }),
    boundary: check({ lines: three, soloLast: words }),
  }),
  cost: z.strictObject({
    ...all("scenario", "withoutSizing", "inEveryHundred", "withSizing", "noRevenue", "noGap", "tooSmall").shape,
    fromUnknowns: cases,
    withheld: cases,
    ...all("forecastGap", "overlaps", "leversTitle", "volume", "value", "win", "gain", "cycle").shape,
    noDoubtfulDeals: counted,
    ...all("sooner", "together", "constants").shape,
    doubtfulDeals: all("one", "other", "onlyOne", "expected"),
    rows: all("deals", "value", "revenue", "gap", "loss", "share"),
    share: all("title", "lead", "layer", "picture", "share"),
  }),
  whatIf: all(
    ...(["title", "lead", "today", "atFull", "layer", "score", "scoreSame"] as const),
    ...(["order", "orderSame", "orderNone"] as const),
  ),
});

export type ReportWords = z.infer<typeof reportWordsFile>;
