import { z } from "zod";
import type { Questions } from "#src/instruments/instrument.ts";
import { INSTRUMENT_IDS, type InstrumentId } from "#src/names/instruments.ts";
import { all, words } from "#src/typeset.ts";
import type { Values } from "./phrase.ts";

const link = z.url({ protocol: /^https$/ });

/** `content/words/method.yaml`: the method page. Every number in it is a name in curly braces that the bank fills. */
export const methodWordsFile = z.strictObject({
  ...all("title", "lede", "contents", "assumption", "evidence", "rule").shape,
  /** Heads of the table of bands. */
  bands: all("score", "overall", "layer"),
  /** Before the terms of the glossary that a section or a question uses. */
  terms: words,
  sections: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      title: words,
      kind: z.enum(["rule", "assumption", "evidence"]),
      /** A line of one major version alone says which; any other holds for all, with the constants of each. */
      text: z.array(z.union([words, z.strictObject({ major: z.int().positive(), says: words })])).min(1),
    }),
  ),
  /** Before what is true of one major version only. */
  version: words,
  questions: z.strictObject({
    ...all("title", "lede", "snapshot", "diagnostic").shape,
    /** Over the questions of earlier versions that are asked no more. */
    ...all("retired", "replaced").shape,
  }),
  sources: z.strictObject({
    ...all("title", "lede", "primary", "secondary").shape,
    list: z.array(
      z.strictObject({
        claim: words,
        source: words,
        seen: z.enum(["primary", "secondary"]),
        links: z.array(link).default([]),
      }),
    ),
  }),
  versions: z.strictObject({
    title: words,
    list: z.array(z.strictObject({ version: words, note: words, changes: z.array(words).default([]) })).min(1),
  }),
});

export type MethodWords = z.infer<typeof methodWordsFile>;

/** Prompt, options and "Not sure" of every question that an instrument asks before its result; help is not counted. */
function wordsOf({ items, context, instruments }: Questions, instrument: InstrumentId): number {
  const asked = instruments[instrument];
  const texts = [
    ...items.filter(({ id }) => asked.items.includes(id)).flatMap(({ dontKnow, ...item }) => [item, dontKnow]),
    ...context.filter(({ id }) => asked.context.includes(id)),
  ].flatMap((one) => ("prompt" in one ? [one.prompt, ...one.options.map(({ label }) => label)] : [one.label]));
  return texts.flatMap((text) => text.split(/\s+/)).length;
}

/** Seconds at so many words a minute, and two for each tap (method, section 11). */
const secondsOf = (bank: Questions, instrument: InstrumentId, wordsAMinute: number) => {
  const { items, context } = bank.instruments[instrument];
  return Math.round((60 * wordsOf(bank, instrument)) / wordsAMinute + 2 * (items.length + context.length));
};

/** What is read and how long it takes, for both instruments, such as `snapshotWords` and `diagnosticSlow`. */
const readingOf = (bank: Questions): Values =>
  Object.fromEntries(
    INSTRUMENT_IDS.flatMap((id) => [
      [`${id}Words`, wordsOf(bank, id)],
      [`${id}Seconds`, secondsOf(bank, id, 238)],
      [`${id}Slow`, secondsOf(bank, id, 175)],
    ]),
  );

const percent = (share: number) => Math.round(1000 * share) / 10;

/** Every constant of the model by the name that the method page uses. Shares are in percent. */
export function constants(bank: Questions): Values {
  const { bankVersion, modelVersion, model, instruments, layers } = bank;
  const { dominant, confidence, likelyHalfWidth80: width, clearChange, cost } = model;
  return {
    bankVersion,
    modelVersion,
    snapshotPerLayer: instruments.snapshot.items.length / layers.length,
    diagnosticPerLayer: instruments.diagnostic.items.length / layers.length,
    meanWeight: percent(model.overall.meanWeight),
    minWeight: percent(model.overall.minWeight),
    holdAt: dominant.holdAt,
    tieWindow: dominant.tieWindow,
    clearSnapshot: dominant.clearMargin.snapshot,
    clearDiagnostic: dominant.clearMargin.diagnostic,
    evenSnapshot: dominant.evenSpread.snapshot,
    evenDiagnostic: dominant.evenSpread.diagnostic,
    blindShare: percent(dominant.blindShare),
    readyAt: dominant.readyAt,
    heldBackBelow: dominant.heldBackBelow,
    heldBetterBelow: dominant.heldBetterBelow,
    unreliable: dominant.unreliableVisibilityBelow,
    defineAt: model.verdict.defineAt,
    enforceAt: model.verdict.enforceAt,
    functioningMin: model.verdict.functioningMinLayer,
    highDiagnostic: percent(confidence.diagnostic.high),
    mediumDiagnostic: percent(confidence.diagnostic.medium),
    mediumSnapshot: percent(confidence.snapshot.medium),
    hasteSnapshot: model.haste.snapshot,
    hasteDiagnostic: model.haste.diagnostic,
    layerWidthSnapshot: width.snapshot.layer,
    layerWidthDiagnostic: width.diagnostic.layer,
    overallWidthSnapshot: width.snapshot.overall,
    overallWidthDiagnostic: width.diagnostic.overall,
    costLow: percent(cost.perLayerShareLow),
    costHigh: percent(cost.perLayerShareHigh),
    daysPerMonth: cost.daysPerMonth,
    tolerance: cost.openDealsTolerance,
    changeOverallSnapshot: clearChange.snapshot.overall,
    changeOverallDiagnostic: clearChange.diagnostic.overall,
    changeLayerDiagnostic: clearChange.diagnostic.layer,
    changeLayerSnapshot: clearChange.snapshot.layer,
    warnDays: model.retake.warnUnderDays,
    inviteDays: model.retake.inviteAtDays,
    ...(model.statusUnknownAt && {
      statusUnknownSnapshot: model.statusUnknownAt.snapshot,
      statusUnknownDiagnostic: model.statusUnknownAt.diagnostic,
    }),
    ...(cost.withheldAtUnknownShare !== undefined && { withheldShare: percent(cost.withheldAtUnknownShare) }),
    ...readingOf(bank),
  };
}
