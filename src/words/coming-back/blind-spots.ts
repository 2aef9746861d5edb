import { z } from "zod";
import { all, counted } from "#src/typeset.ts";

/** `content/words/blind-spots.yaml`: what founders and colleagues read about questions that were left open. */
export const blindSpotWordsFile = z.strictObject({
  part: z.strictObject({
    ...all("leadSame", "until", "once", "which", "lookUp", "answer", "ask", "askSolo", "see", "late", "none").shape,
    ...{ title: counted, lead: counted, goOn: counted, links: counted },
  }),
  question: all("name", "unsure", "last"),
  links: z.strictObject({
    ...all("title", "lede", "link", "mail", "body", "until").shape,
    ...all("withdraw", "used", "withdrawn", "ended", "none", "full", "notAsked", "readTitle", "back").shape,
    ...{ questions: counted, subject: counted },
  }),
  asked: z.strictObject({
    ...all("lede", "warning", "once", "until", "begin", "goOn", "usedTitle", "used", "withdrawnTitle", "withdrawn")
      .shape,
    ...all("lateTitle", "late", "unknownTitle", "unknown").shape,
    title: counted,
  }),
  narrowed: z.strictObject({
    ...all("range", "rangeSame", "verdictSettled", "verdictStill", "cost", "costLink", "asBefore", "overall").shape,
    ...all("of", "unknown").shape,
    ...all("narrower", "table", "tableName", "added", "reading", "first", "unchanged", "closed", "another", "haste")
      .shape,
    ...all("was", "now", "changed", "verdict", "lowest", "confidence").shape,
    ...{ title: counted, titleSame: counted, open: counted, openLate: counted },
    by: all("founder", "colleague"),
  }),
  first: all("title", "note", "newest"),
  mail: z.strictObject({
    ...all("subject", "titleNone", "introNone", "open", "anyone", "why").shape,
    ...{ title: counted, intro: counted },
  }),
});

export type BlindSpotWords = z.infer<typeof blindSpotWordsFile>;
