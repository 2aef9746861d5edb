import { z } from "zod";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { typeset, words } from "#src/typeset.ts";
import { instrumentId, key, layerId, perInstrument } from "./fields.ts";
import type { Question } from "./item.ts";
import type { ItemWords } from "./item-words.ts";
import { model } from "./model.ts";

const version = z.string().regex(/^\d+\.\d+\.\d+$/, "must look like 1.0.0");

const layer = z.strictObject({
  id: layerId,
  name: words,
  prerequisites: z.array(layerId),
  question: words,
});

const instrument = z.strictObject({
  name: words,
  targetSeconds: z.int().positive(),
  context: z.array(key),
  items: z.array(key).min(1),
  after: z.array(key).default([]),
});

const contextItem = z.strictObject({
  id: z.string().regex(/^c_[a-z]+$/, "must look like c_tool"),
  optional: z.boolean().default(false),
  prompt: words,
  help: z.string().transform(typeset),
  options: z.array(z.strictObject({ id: key, label: words })).min(2),
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
const creditTest = z.strictObject({ item: key, ...bound });
const contradiction = z.strictObject({
  id: key,
  instruments: z.array(instrumentId).min(1),
  note: words,
  question: words,
  when: z.strictObject({
    items: z.array(creditTest).default([]),
    several: z.strictObject({ atLeast: z.int().positive(), of: z.array(creditTest).min(1) }).optional(),
    layer: z.strictObject({ layer: layerId, ...bound }).optional(),
    sizing: z.strictObject({ field: key, ...bound }).optional(),
  }),
});

/** `bank.yaml` of a version: everything that is not an item. */
export const bankFile = z.strictObject({
  bank: words,
  bankVersion: version,
  modelVersion: version,
  /** How the files are laid out. Absent: as in 1.0.0, with the words inside the items. */
  format: z.literal(2).optional(),
  language: words,
  creditRubric: z.array(words).length(5),
  model,
  layers: z.array(layer).length(LAYER_IDS.length),
  instruments: perInstrument(instrument),
  contradictions: z.array(contradiction),
  context: z.array(contextItem).min(1),
  sizing: z.array(sizingField).min(1),
});

export type ContextItem = z.infer<typeof contextItem>;
export type CreditTest = z.infer<typeof creditTest>;

/** A question with what is said about each of its answers. */
export type Item = Question & ItemWords;

/** What one version asks and how it scores. Scoring reads no more than this. */
export type Questions = z.infer<typeof bankFile> & { items: Question[] };

/** One version whole: its questions, its constants and the words that belong to its items. */
export type Bank = Omit<Questions, "items"> & { items: Item[] };
