import { z } from "zod";
import { INSTRUMENT_IDS, LAYER_IDS } from "#src/names/instruments.ts";
import { words } from "#src/typeset.ts";
import { slug } from "#src/words/fields.ts";

const score = z.number().min(0).max(100);
const layers = z.strictObject(
  Object.fromEntries(LAYER_IDS.map((id) => [id, score])) as Record<(typeof LAYER_IDS)[number], typeof score>,
);
/** Where a source can be read. */
const link = z.url({ protocol: /^https$/ });
const positive = z.number().positive();
/** Of the amounts that the text states, whatever a brand's own currency is. */
const currency = z.string().regex(/^[A-Z]{3}$/);

/** A worked number: its inputs only. What comes out is computed by the product's own code when the site is built. */
const figureFile = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("gap"), layers }),
  z.strictObject({
    kind: z.literal("money"),
    currency,
    layers,
    sizing: z.strictObject({ z_opps: positive, z_acv: positive, z_win: positive }),
  }),
  z.strictObject({ kind: z.literal("deals"), z_opps: positive, z_cycle: positive, z_open: positive }),
  /** With a currency also the money lines of the sample's result. */
  z.strictObject({ kind: z.literal("sample"), sample: slug, currency: currency.optional() }),
]);

export type Figure = z.infer<typeof figureFile>;

/** The head of a file in `content/articles/`; its body is Markdown. */
export const articleFile = z.strictObject({
  title: words.pipe(z.string().max(70)),
  summary: words.pipe(z.string().max(180)),
  /** Answers the question of the title by itself. */
  answer: words,
  /** The layer that it is about, if it is about one. */
  layer: z.enum(LAYER_IDS).optional(),
  /** The instrument that its reader is led to. */
  door: z.enum(INSTRUMENT_IDS),
  related: z.array(slug).min(2).max(4),
  figures: z
    .record(z.string().regex(/^[a-z]+$/), figureFile)
    .refine((figures) => Object.keys(figures).length > 0, "must name a figure"),
  questions: z
    .array(z.strictObject({ ask: words, answer: words }))
    .min(3)
    .max(5),
  sources: z.array(z.strictObject({ claim: words, source: words, link })),
});

/** The head of a file in `content/glossary/`; its body is Markdown. */
export const termFile = z.strictObject({
  term: words,
  /** One sentence that says what it is. */
  short: words,
  see: z.array(slug).min(1),
  articles: z.array(slug).min(1),
  /** Items of the bank that ask about it. */
  items: z.array(z.string()),
  /** The section of the method page that uses it. */
  method: z.string().optional(),
});

export interface Article extends z.infer<typeof articleFile> {
  slug: string;
  body: string;
}

export interface Term extends z.infer<typeof termFile> {
  slug: string;
  body: string;
}
