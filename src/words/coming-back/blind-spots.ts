import { z } from "zod";
import { words } from "#src/typeset.ts";

const counted = z.strictObject({ one: words, other: words });
const all = <K extends string>(...keys: K[]) =>
  Object.fromEntries(keys.map((key) => [key, words])) as Record<K, typeof words>;

/** `content/words/blind-spots.yaml`: what founders and colleagues read about questions that were left open. */
export const blindSpotWordsFile = z.strictObject({
  part: z.strictObject({
    ...all("leadSame", "until", "once", "which", "lookUp", "answer", "ask", "askSolo", "see", "late", "none"),
    ...{ title: counted, lead: counted, goOn: counted, links: counted },
  }),
  question: z.strictObject(all("name", "unsure", "last")),
  links: z.strictObject({
    ...all("title", "lede", "ledeSolo", "link", "mail", "body", "until"),
    ...all("withdraw", "used", "withdrawn", "ended", "none", "full", "notAsked", "readTitle", "back"),
    ...{ questions: counted, subject: counted },
  }),
  asked: z.strictObject({
    ...all("lede", "warning", "once", "until", "begin", "goOn", "usedTitle", "used", "withdrawnTitle", "withdrawn"),
    ...all("lateTitle", "late", "unknownTitle", "unknown"),
    title: counted,
  }),
  narrowed: z.strictObject({
    ...all(
      "range",
      "rangeSame",
      "verdictSettled",
      "verdictStill",
      "cost",
      "costLink",
      "asBefore",
      "overall",
      "of",
      "unknown",
    ),
    ...all("narrower", "table", "tableName", "added", "reading", "first", "unchanged", "closed", "another", "haste"),
    ...all("was", "now", "changed", "verdict", "lowest", "confidence"),
    ...{ title: counted, titleSame: counted, open: counted, openLate: counted },
    by: z.strictObject(all("founder", "colleague")),
  }),
  first: z.strictObject(all("title", "note", "newest")),
  mail: z.strictObject({
    ...all("subject", "titleNone", "introNone", "open", "anyone", "why"),
    ...{ title: counted, intro: counted },
  }),
});

export type BlindSpotWords = z.infer<typeof blindSpotWordsFile>;
