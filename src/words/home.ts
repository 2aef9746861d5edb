import { z } from "zod";
import { all, words } from "#src/typeset.ts";
import { fill } from "./phrase.ts";
import type { Site } from "./site.ts";

const door = z.strictObject({
  when: words,
  facts: z.array(all("term", "fact")).length(4),
  button: words,
});
const question = z.strictObject({
  question: words,
  answer: words,
  more: z.strictObject({ label: words, page: z.enum(["method", "privacy"]) }).optional(),
});

/** `content/words/home.yaml`: the words of the home page. */
export const homeWordsFile = z.strictObject({
  ...all("title", "headline", "lede", "snapshotButton", "diagnosticLink", "promise", "layersLabel", "last").shape,
  doors: z.strictObject({ title: words, lede: words, snapshot: door, diagnostic: door }),
  specimen: all("title", "lede", "plumb", "bar", "barText", "soft", "softText", "line", "lineText"),
  how: z.strictObject({ ...all("title", "method").shape, steps: z.array(all("title", "text")).length(4) }),
  questions: z.strictObject({ title: words, list: z.array(question).min(1) }),
  limits: z.strictObject({ title: words, list: z.array(all("title", "text")) }),
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
