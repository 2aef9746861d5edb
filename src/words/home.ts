import { z } from "zod";
import { words } from "#src/typeset.ts";
import { fill } from "./phrase.ts";
import type { Site } from "./site.ts";

const door = z.strictObject({
  when: words,
  facts: z.array(z.strictObject({ term: words, fact: words })).length(4),
  button: words,
});
const question = z.strictObject({
  question: words,
  answer: words,
  more: z.strictObject({ label: words, page: z.enum(["method", "privacy"]) }).optional(),
});

/** `content/words/home.yaml`: the words of the home page. */
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
  how: z.strictObject({
    title: words,
    steps: z.array(z.strictObject({ title: words, text: words })).length(4),
    method: words,
  }),
  questions: z.strictObject({ title: words, list: z.array(question).min(1) }),
  limits: z.strictObject({ title: words, list: z.array(z.strictObject({ title: words, text: words })) }),
  last: words,
});

export type HomeWords = z.infer<typeof homeWordsFile>;

/** What people ask and what they are told, as plain sentences: for the page and for programs that read it. */
export function askedOn(home: HomeWords, site: Pick<Site, "name">) {
  return home.questions.list.map(({ question, answer, more }) => ({
    question,
    answer: fill(answer, { site: site.name }),
    more,
  }));
}
