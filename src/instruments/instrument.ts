import { z } from "zod";
import { FACETS, INSTRUMENT_IDS, LAYER_IDS } from "#src/names/instruments.ts";

const words = z.string().trim().min(1, "must not be blank");
const share = z.number().min(0).max(1);
const points = z.number().min(0).max(100);
const credit = z.int().min(0).max(4);
const version = z.string().regex(/^\d+\.\d+\.\d+$/, "must look like 1.0.0");
const layerId = z.enum(LAYER_IDS);
const instrumentId = z.enum(INSTRUMENT_IDS);
const perInstrument = <T extends z.ZodType>(value: T) => z.strictObject({ snapshot: value, diagnostic: value });

const option = z.strictObject({ id: words, label: words, credit });

const item = z.strictObject({
  id: z.string().regex(/^[A-Z]\d+$/, "must be a capital letter and a number, such as V1"),
  facet: z.enum(FACETS),
  instruments: z.array(instrumentId).min(1),
  topic: words,
  prompt: words,
  help: z.string(),
  options: z.array(option).min(2).max(5),
  dontKnow: z.strictObject({ label: words }),
  measures: z.strictObject({ idea: words, texts: z.array(words).min(1) }),
  low: z.strictObject({ whenCreditAtMost: credit, finding: words, firstFix: words }),
  partial: z.strictObject({ finding: words, fix: words }),
  unknown: z.strictObject({ finding: words }),
  fixTitle: words,
  owner: words,
  withinDays: z.int().min(1).max(90),
  proof: words,
  gate: z
    .union([
      z.strictObject({ test: z.literal("fourYes"), passCredit: credit, statement: words }),
      z.strictObject({ test: z.literal("practical"), failCreditAtMost: credit }),
    ])
    .optional(),
});

/** One file of `content/instruments/items/`: the items of one layer, in bank order. */
export const itemsFile = z.strictObject({ layer: layerId, items: z.array(item).min(1) });

const layer = z.strictObject({
  id: layerId,
  name: words,
  prerequisites: z.array(layerId),
  question: words,
});

const instrument = z.strictObject({
  name: words,
  targetSeconds: z.int().positive(),
  context: z.array(words),
  items: z.array(words).min(1),
  after: z.array(words).default([]),
});

const contextItem = z.strictObject({
  id: z.string().regex(/^c_[a-z]+$/, "must look like c_tool"),
  optional: z.boolean().default(false),
  prompt: words,
  help: z.string(),
  options: z.array(z.strictObject({ id: words, label: words })).min(2),
  use: words,
});

const sizingField = z.strictObject({
  id: z.string().regex(/^z_[a-z]+$/, "must look like z_opps"),
  label: words,
  help: words,
  unit: z.enum(["deals/month", "currency", "percent", "days", "deals"]),
  min: z.number(),
  max: z.number(),
  step: z.number().positive(),
});

const bound = { atLeast: z.number().optional(), atMost: z.number().optional() };
const creditTest = z.strictObject({ item: words, ...bound });
const contradiction = z.strictObject({
  id: words,
  instruments: z.array(instrumentId).min(1),
  note: words,
  question: words,
  when: z.strictObject({
    items: z.array(creditTest).default([]),
    several: z.strictObject({ atLeast: z.int().positive(), of: z.array(creditTest).min(1) }).optional(),
    layer: z.strictObject({ layer: layerId, ...bound }).optional(),
    sizing: z.strictObject({ field: words, ...bound }).optional(),
  }),
});

const model = z.strictObject({
  overall: z.strictObject({ meanWeight: share, minWeight: share }),
  bands: z.array(z.strictObject({ min: points, id: words, name: words })).min(1),
  layerStatuses: z.array(z.strictObject({ min: points, name: words })).min(1),
  dominant: z.strictObject({
    holdAt: points,
    tieWindow: points,
    clearMargin: perInstrument(points),
    evenSpread: perInstrument(points),
    blindShare: share,
    readyAt: points,
    heldBackBelow: points,
    heldBetterBelow: points,
    unreliableVisibilityBelow: points,
  }),
  verdict: z.strictObject({ defineAt: points, enforceAt: points, functioningMinLayer: points }),
  confidence: z.strictObject({
    diagnostic: z.strictObject({ high: share, medium: share, layerLowAtUnknown: z.int().positive() }),
    snapshot: z.strictObject({ medium: share, layerLowAtUnknown: z.int().positive() }),
    contradictionsLowerAt: z.int().positive(),
  }),
  haste: perInstrument(z.number().positive()),
  likelyHalfWidth80: perInstrument(z.strictObject({ layer: points, overall: points })),
  clearChange: perInstrument(z.strictObject({ overall: points, layer: points })),
  retake: z.strictObject({ warnUnderDays: z.int().positive(), inviteAtDays: z.int().positive() }),
  carryOverDays: z.int().positive(),
  cost: z.strictObject({
    perLayerShareLow: share,
    perLayerShareHigh: share,
    openDealsTolerance: z.number().positive(),
    daysPerMonth: z.number().positive(),
  }),
});

/** `content/instruments/bank.yaml`: everything that is not an item. */
export const bankFile = z.strictObject({
  bank: words,
  bankVersion: version,
  modelVersion: version,
  language: words,
  creditRubric: z.array(words).length(5),
  model,
  layers: z.array(layer).length(LAYER_IDS.length),
  instruments: perInstrument(instrument),
  contradictions: z.array(contradiction),
  context: z.array(contextItem).min(1),
  sizing: z.array(sizingField).min(1),
});

export type Item = z.infer<typeof item> & { layer: z.infer<typeof layerId> };
export type ContextItem = z.infer<typeof contextItem>;
export type CreditTest = z.infer<typeof creditTest>;

/** The whole bank as the product uses it: `bank.yaml` and the five item files in one value. */
export type Bank = z.infer<typeof bankFile> & { items: Item[] };
