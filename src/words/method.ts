import { z } from "zod";
import type { Bank } from "#src/instruments/instrument.ts";
import { fill, type Values } from "./phrase.ts";

const words = z.string().trim().min(1);

/** `content/words/method.yaml`: the method page. Every number in it is a name in curly braces that the bank fills. */
export const methodWordsFile = z.strictObject({
  title: words,
  lede: words,
  contents: words,
  /** Heads of the table of bands. */
  bands: z.strictObject({ score: words, overall: words, layer: words }),
  assumption: words,
  evidence: words,
  rule: words,
  /** Before the terms of the glossary that a section or a question uses. */
  terms: words,
  sections: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      title: words,
      kind: z.enum(["rule", "assumption", "evidence"]),
      text: z.array(words).min(1),
    }),
  ),
  questions: z.strictObject({ title: words, lede: words, snapshot: words, diagnostic: words }),
  sources: z.strictObject({
    title: words,
    lede: words,
    primary: words,
    secondary: words,
    list: z.array(z.strictObject({ claim: words, source: words, seen: z.enum(["primary", "secondary"]) })),
  }),
  versions: z.strictObject({
    title: words,
    list: z.array(z.strictObject({ version: words, note: words })).min(1),
  }),
});

export type MethodWords = z.infer<typeof methodWordsFile>;

const percent = (share: number) => Math.round(1000 * share) / 10;

/** Every constant of the model by the name that the method page uses. Shares are in percent. */
export function constants({ bankVersion, modelVersion, model, instruments, layers }: Bank): Values {
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
    warnDays: model.retake.warnUnderDays,
    inviteDays: model.retake.inviteAtDays,
  };
}

/** The method page with every constant filled in. */
export function methodText(bank: Bank, method: MethodWords): MethodWords {
  const values = constants(bank);
  return {
    ...method,
    sections: method.sections.map((section) => ({ ...section, text: section.text.map((line) => fill(line, values)) })),
    questions: { ...method.questions, lede: fill(method.questions.lede, values) },
  };
}
