import { z } from "zod";
import { FACETS } from "#src/names/instruments.ts";
import { typeset, words } from "#src/typeset.ts";
import { credit, instrumentId, itemId, key, layerId } from "./fields.ts";

const practicalGate = z.strictObject({ test: z.literal("practical"), failCreditAtMost: credit });

/** What is asked and scored of an item. */
const asked = {
  id: itemId,
  facet: z.enum(FACETS),
  instruments: z.array(instrumentId).min(1),
  prompt: words,
  help: z.string().transform(typeset),
  options: z
    .array(z.strictObject({ id: key, label: words, credit }))
    .min(2)
    .max(5),
  dontKnow: z.strictObject({ label: words }),
  measures: z.strictObject({ idea: words, texts: z.array(words).min(1) }),
};

const item = z.strictObject({
  ...asked,
  /** The item of the version before whose place this one takes. */
  replaces: itemId.optional(),
  gate: z.union([z.strictObject({ test: z.literal("fourYes"), passCredit: credit }), practicalGate]).optional(),
});

/** `items/<layer>.yaml` of a version: the questions of one layer, in bank order. */
export const itemsFile = z.strictObject({ layer: layerId, items: z.array(item).min(1) });

const firstItem = z.strictObject({
  ...asked,
  topic: words,
  low: z.strictObject({ whenCreditAtMost: z.literal(1), finding: words, firstFix: words }),
  partial: z.strictObject({ finding: words, fix: words }),
  unknown: z.strictObject({ finding: words }),
  fixTitle: words,
  owner: words,
  withinDays: z.int().min(1).max(90),
  proof: words,
  gate: z
    .union([z.strictObject({ test: z.literal("fourYes"), passCredit: credit, statement: words }), practicalGate])
    .optional(),
});

/** The same file as 1.0.0 has it, with what is said about each answer inside: one text for the low half, one for the rest. */
export const firstItemsFile = z.strictObject({ layer: layerId, items: z.array(firstItem).min(1) });

export type FirstItem = z.infer<typeof firstItem>;

/** A question with its options and credits: all that scoring reads of an item. */
export type Question = z.infer<typeof item> & { layer: z.infer<typeof layerId> };
