import { z } from "zod";
import { all, words } from "#src/typeset.ts";
import { slug } from "./fields.ts";

/** `content/words/reading.yaml`: what articles, glossary and examples say around their own words. */
export const readingWordsFile = z.strictObject({
  articles: z.strictObject({
    ...all("title", "lede", "card", "general", "generalQuestion").shape,
    ...all("answer", "contents", "written", "changed", "questions", "sources", "terms", "related").shape,
    ...all("computed", "computedHow").shape,
    /** Every article by its slug, in the order of reading. */
    order: z.array(slug),
  }),
  glossary: z.strictObject({
    ...all("title", "lede", "card", "letters", "filter", "see", "articles", "items", "method", "methodLink", "back")
      .shape,
    found: all("none", "one", "other"),
  }),
  examples: z.strictObject({
    ...all("title", "lede", "card", "label", "fictional", "firm", "did", "retakeTitle", "retakeLede").shape,
    ...all("measure", "then", "now", "difference", "reading", "overall", "clear", "notClear").shape,
    ...all("onlyOverall", "thresholds", "movedTitle", "movedLede", "was", "is", "afterwards", "verdict").shape,
    ...all("named", "none", "question", "more").shape,
    movedWays: all("up", "down", "unknown"),
  }),
  doors: z.strictObject({ snapshot: all("title", "text", "button"), diagnostic: all("title", "text", "button") }),
  home: words,
});

export type ReadingWords = z.infer<typeof readingWordsFile>;
