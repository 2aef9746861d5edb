import { z } from "zod";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { words } from "#src/typeset.ts";

/**
 * One file of `content/examples/`: what the fictional firm of the sample with the same name did after its result. It
 * says no score: both results are computed when the site is built.
 */
export const exampleFile = z.strictObject({
  title: words,
  summary: words.pipe(z.string().max(180)),
  /** Who the firm is, in a paragraph. */
  firm: words,
  did: z
    .array(
      z.strictObject({
        when: words,
        what: words,
        /** Items whose answers it moved. Together the acts account for every answer that moved, and for no other. */
        moved: z.array(z.string()).default([]),
      }),
    )
    .min(2)
    .max(6),
  retake: z.strictObject({
    /** Weeks after the first result. */
    weeks: z.number().int().min(4),
    /** As in a sample: credits in bank order, layers split by "|"; "x" is "Not sure". */
    credits: z.string(),
    context: z.record(z.string(), z.string()).default({}),
  }),
  /** What the firm made of it, and what it still does not know. */
  afterwards: z.array(words).min(1),
  door: z.enum(INSTRUMENT_IDS),
});

export interface Example extends z.infer<typeof exampleFile> {
  /** The name of its sample. */
  slug: string;
}
