import { z } from "zod";
import { all, counted, words } from "#src/typeset.ts";

/** `content/words/progress.yaml`: every word of the founder's own page. */
export const progressWordsFile = z.strictObject({
  ...all("title", "up", "down", "level", "since").shape,
  sinceJudged: all("clear", "early", "none"),
  points: counted,
  headline: all(
    ...(["up", "down", "clear", "early", "upUnknowns", "downUnknowns", "notClear"] as const),
    ...(["uncertain", "shared", "anchors"] as const),
  ),
  unknowns: z.strictObject({ wholly: all("up", "down"), mostly: all("up", "down"), partly: all("up", "down") }),
  lede: z.strictObject({
    ...all("clear", "notClear", "unknowns", "same", "uncertain", "shared", "anchors", "sameDay").shape,
    facts: counted,
    later: counted,
    tooSoon: counted,
  }),
  steps: all(
    ...(["heading", "span", "clear", "justClear", "onlyJust", "threshold", "early", "notClear", "uncertain"] as const),
    ...(["anchors", "none"] as const),
  ),
  chart: all(
    ...(["heading", "label", "reading", "point", "band", "snapshot", "diagnostic", "uncertain", "earliest"] as const),
    ...(["invited"] as const),
  ),
  readings: all("heading", "lede", "date", "instrument", "score", "change", "verdict", "first"),
  beside: all(
    ...(["heading", "lede", "ledeShared", "ledeAnchors", "reading", "score", "scoreAndBand"] as const),
    ...(["verdict", "dominant", "cost", "confidence"] as const),
  ),
  layers: all(
    ...(["heading", "clearly", "noneClearly", "announced", "snapshot", "uncertain", "alone", "clearUp"] as const),
    ...(["clearDown", "earlyUp", "earlyDown", "clearlyEarly"] as const),
    ...(["upUnknowns", "downUnknowns", "up", "down", "same", "lastClear", "now", "lowest", "at"] as const),
    ...(["atPartly", "atUnknown", "summary", "layer", "change", "clear", "early", "notClear"] as const),
  ),
  fell: z.strictObject({ ...all("none", "noneOfBoth", "see").shape, some: counted }),
  opening: z.strictObject({ ...{ fell: counted, done: counted }, see: words }),
  moved: z.strictObject({
    ...all("none", "mixed", "kindUp", "kindDown", "kindUnknown", "since", "noneStayed", "noneFell").shape,
    ...all("ofShared", "ofAnchors", "became", "isUp", "isDown", "isUnknown", "gone").shape,
    allUp: counted,
    allDown: counted,
    allUnknown: counted,
    stayed: counted,
    lastStep: counted,
    back: counted,
  }),
  next: z.strictObject({
    ...all("work", "watch", "find", "keep", "at", "tooSoon", "may", "due", "again", "result").shape,
    fixes: counted,
  }),
  first: all(
    ...(["title", "lede", "uncertain", "dominant", "openResult", "shows", "answers", "score", "layers"] as const),
    ...(["noLayers", "both", "answersAskedTwice", "notScore", "bothWithoutCost", "when", "earliest"] as const),
    ...(["invited", "early", "other", "toDiagnostic", "toSnapshot"] as const),
    ...(["toOther"] as const),
  ),
  empty: z.strictObject({ ...all("title", "unclaimed", "nothing").shape, waiting: counted }),
  claims: z.strictObject({
    ...all("heading", "row", "keep", "remove", "keepAll", "about", "removal").shape,
    lede: counted,
  }),
  retake: z.strictObject({
    ...all("title", "titleFirst", "lede", "said", "today", "button", "other", "back").shape,
    tooSoon: counted,
  }),
  how: z.strictObject({ ...all("title", "link").shape, text: z.array(words).min(1) }),
  foot: all("signedIn", "signOut", "ownData"),
});

export type ProgressWords = z.infer<typeof progressWordsFile>;
