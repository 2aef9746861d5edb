import { z } from "zod";

const words = z.string().trim().min(1);
const door = z.strictObject({
  when: words,
  facts: z.array(z.strictObject({ term: words, fact: words })).length(4),
  button: words,
});

/** `content/report/home.yaml`: the words of the home page. */
export const homeWordsFile = z.strictObject({
  title: words,
  headline: words,
  lede: words,
  snapshotButton: words,
  diagnosticLink: words,
  promise: words,
  layersLabel: words,
  doors: z.strictObject({ title: words, lede: words, snapshot: door, diagnostic: door }),
  specimen: z.strictObject({
    title: words,
    lede: words,
    plumb: words,
    bar: words,
    barText: words,
    soft: words,
    softText: words,
    line: words,
    lineText: words,
  }),
  limits: z.strictObject({ title: words, list: z.array(z.strictObject({ title: words, text: words })) }),
  last: words,
});
