import { z } from "zod";
import { all, typeset, words } from "#src/typeset.ts";

/** `content/practice/frame.yaml`: what every practice page says, and the overview. */
export const practiceFrameFile = z.strictObject({
  overview: all("title", "lede", "private", "card"),
  ...all("home", "practice", "minutes", "private", "onPaper", "sheet", "result", "formula", "limits", "reading").shape,
  ...all("copy", "print", "copyLabel", "range", "unnamed").shape,
  ...all("negative", "outside", "clear", "clearSure").shape,
});

/** What every worksheet has around its fields. */
const sheet = {
  ...all("title", "short", "purpose").shape,
  minutes: z.int().min(1),
  formula: z.array(words).min(1),
  limits: z.array(words).min(1),
  links: z.array(z.strictObject({ to: words, text: words })).min(2),
  door: z.strictObject({ to: z.enum(["snapshot", "diagnostic"]), text: words, link: words }),
};

export const topFiveFile = z.strictObject({
  ...sheet,
  ...all("row", "deal", "stage", "sentence", "example", "none").shape,
  questions: all("act", "seen", "dated"),
  ...all("summary", "summaryOne", "byHand", "dismiss").shape,
  hints: all("noSentence", "question", "ownAct", "mood", "noDay"),
});

const labelled = z.strictObject({ label: words, help: z.string().transform(typeset) });

export const honestPipelineFile = z.strictObject({
  ...sheet,
  columns: all("deals", "value"),
  rows: z.strictObject({ open: labelled, silent: labelled, old: labelled, both: labelled }),
  ...all("limit", "limitHelp", "committed").shape,
  out: all("deals", "value", "gap", "share"),
  picture: all("title", "open", "silent", "old", "left", "committed"),
  faults: all("silentTooMany", "oldTooMany", "bothTooMany", "bothTooFew"),
  ...all("summaryDeals", "summaryValue", "summaryGap", "summaryGapPerhaps", "summaryNoGap").shape,
});

const leverFields = ["deals", "won", "value", "days", "customers", "yearly", "points"] as const;

export const oneLeverFile = z.strictObject({
  ...sheet,
  fields: z.strictObject(
    Object.fromEntries(leverFields.map((key) => [key, labelled])) as Record<
      (typeof leverFields)[number],
      typeof labelled
    >,
  ),
  out: all("annual", "volume", "winRate", "size", "cycle", "retention", "two"),
  ...all("leversTitle", "more", "moreWithoutWins", "sooner", "overAll", "stagesTitle", "stagesLede", "stage", "drop")
    .shape,
  stageFields: all("name", "reached", "ended", "middle", "shortest", "longest"),
  signs: all("dropOff", "ageing", "spread"),
  ...all("constraint", "signsAgree", "signsDiffer", "signOne", "few", "stageFault", "summary", "summaryFull").shape,
});

export const handoffsFile = z.strictObject({
  ...sheet,
  ...all("owner", "condition", "blank", "summary", "summaryOne", "summaryUnowned", "byHand").shape,
  handoffs: z.array(all("title", "from", "example")).length(4),
  states: all("described", "noOwner", "noCondition", "neither"),
});

const missing = ["knowledge", "permission", "relationship", "skill"] as const;

export const awayFile = z.strictObject({
  ...sheet,
  ...all("tick", "lacking", "own", "points", "summaryNone", "summaryOne", "summary", "markdown", "byHand").shape,
  tasks: z.array(z.strictObject({ id: z.string().regex(/^[a-z-]+$/), missing: z.enum(missing), text: words })).min(8),
  kinds: all(...missing),
  ...all("most", "commonest").shape,
  repairs: all(...missing),
});

/** Every worksheet, by the last part of its address, in the order of the overview. */
export const SHEETS = {
  "top-five": topFiveFile,
  "honest-pipeline": honestPipelineFile,
  "one-lever": oneLeverFile,
  handoffs: handoffsFile,
  "away-a-week": awayFile,
} as const;
export type SheetName = keyof typeof SHEETS;
export const SHEET_NAMES = Object.keys(SHEETS) as SheetName[];

/** What all practice pages say, and every worksheet by the last part of its address. */
export interface PracticeWords {
  frame: z.infer<typeof practiceFrameFile>;
  sheets: { [N in SheetName]: z.infer<(typeof SHEETS)[N]> };
}
/** What the frame of a worksheet needs of its words. */
export type SheetWords = z.infer<z.ZodObject<typeof sheet>>;
