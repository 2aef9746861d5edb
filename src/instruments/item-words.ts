import { z } from "zod";
import { words } from "#src/typeset.ts";
import { itemId, layerId } from "./fields.ts";

const answers = z.record(itemId, z.array(words).min(1));

/** What must be so for a sentence to be true, beyond the answer that it belongs to (method 2.0.0, section 2). */
const needs = z
  .strictObject({
    /** The firm is one person. */
    solo: z.literal(true).optional(),
    /** The verdict forbids a new field, tool or automation. */
    paper: z.literal(true).optional(),
    /** Each item was asked and has one of these answers; "dk" also stands for none. */
    answers: answers.optional(),
    /** No item has one of these answers. */
    unless: answers.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, "must need something");

const lastNeedsNothing = (list: readonly { needs?: unknown }[]) =>
  list.every(({ needs }, place) => (needs === undefined) === (place === list.length - 1));
const NEEDS_NOTHING = "the last variant, and no other, must need nothing";

const key = z
  .string()
  .regex(/^([A-Z]\d+\.)?[a-z0-9]+(-[a-z0-9]+)*$/, "must be the key of a fix, such as list-every-lead");
const text = z.union([
  words,
  z
    .array(z.strictObject({ needs: needs.optional(), text: words }))
    .min(2)
    .refine(lastNeedsNothing, NEEDS_NOTHING),
]);
const fixReference = z.union([
  key,
  z
    .array(z.strictObject({ needs: needs.optional(), fix: key }))
    .min(2)
    .refine(lastNeedsNothing, NEEDS_NOTHING),
]);

const fix = z.strictObject({
  title: text,
  body: text,
  owner: words,
  withinDays: z.int().min(1).max(90),
  /** Where the step has a pass mark of its own. */
  proof: text.optional(),
});

const itemWords = z.strictObject({
  item: itemId,
  topic: words,
  /** The line of the four-yes list. */
  statement: words.optional(),
  options: z.array(z.strictObject({ id: words, finding: text, fix: fixReference })).min(1),
  unknown: z.strictObject({ finding: text, title: text, lookUp: text }),
  proof: text,
  fixes: z.record(key, fix).default({}),
});

/** `words/<layer>.yaml` of a version: what is said about each answer, in bank order. */
export const itemWordsFile = z.strictObject({ layer: layerId, items: z.array(itemWords).min(1) });

export type Needs = z.infer<typeof needs>;
export type Text = z.infer<typeof text>;
export type FixReference = z.infer<typeof fixReference>;
export type FixWords = z.infer<typeof fix>;
export type ItemWordsEntry = z.infer<typeof itemWords>;

/** What is said about one item's answers; `findings` holds every option below full credit, in order. */
export type ItemWords = Omit<ItemWordsEntry, "item" | "options"> & { findings: ItemWordsEntry["options"] };
