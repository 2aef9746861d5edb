import { z } from "zod";
import { words } from "#src/typeset.ts";

const plural = z.strictObject({ one: words, other: words });
const all = <K extends string>(...keys: K[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, words])) as Record<K, typeof words>);

/** `content/words/progress.yaml`: every word of the founder's own page. */
export const progressWordsFile = z.strictObject({
  ...all("title", "up", "down", "level", "since").shape,
  sinceJudged: all("clear", "early", "none"),
  points: plural,
  headline: all(
    ...(["up", "down", "clear", "early", "upUnknowns", "downUnknowns", "notClear"] as const),
    ...(["uncertain", "shared", "anchors"] as const),
  ),
  unknowns: z.strictObject({ mostly: all("up", "down"), partly: all("up", "down") }),
  lede: z.strictObject({
    ...all("clear", "notClear", "unknowns", "same", "uncertain", "shared", "anchors", "sameDay").shape,
    facts: plural,
    later: plural,
    tooSoon: plural,
  }),
  steps: all(
    ...(["heading", "span", "clear", "justClear", "onlyJust", "threshold", "early", "notClear", "uncertain"] as const),
    ...(["anchors", "none"] as const),
  ),
  chart: all(
    ...([
      "heading",
      "label",
      "reading",
      "point",
      "band",
      "snapshot",
      "diagnostic",
      "uncertain",
      "earliest",
      "invited",
    ] as const),
  ),
  readings: all("heading", "lede", "date", "instrument", "score", "change", "verdict", "first"),
  beside: all(
    ...(["heading", "lede", "ledeShared", "ledeAnchors", "reading", "score", "scoreAndBand"] as const),
    ...(["verdict", "dominant", "cost", "confidence"] as const),
  ),
  layers: all(
    ...([
      "heading",
      "clearly",
      "noneClearly",
      "announced",
      "snapshot",
      "uncertain",
      "alone",
      "clearUp",
      "clearDown",
      "earlyUp",
      "earlyDown",
    ] as const),
    ...(["upUnknowns", "downUnknowns", "up", "down", "same", "lastClear", "now", "lowest", "at"] as const),
    ...(["atPartly", "atUnknown", "summary", "layer", "change", "clear", "early", "notClear"] as const),
  ),
  fell: z.strictObject({ ...all("none", "noneOfBoth", "see").shape, some: plural }),
  opening: z.strictObject({ ...{ fell: plural, done: plural }, see: words }),
  moved: z.strictObject({
    ...all("none", "mixed", "kindUp", "kindDown", "kindUnknown", "since", "noneStayed", "noneFell").shape,
    ...all("ofShared", "ofAnchors", "became", "isUp", "isDown", "isUnknown", "gone").shape,
    allUp: plural,
    allDown: plural,
    allUnknown: plural,
    stayed: plural,
    lastStep: plural,
    back: plural,
  }),
  next: z.strictObject({
    ...all("work", "watch", "at", "tooSoon", "may", "due", "again", "result").shape,
    fixes: plural,
  }),
  first: all(
    ...(["title", "lede", "uncertain", "dominant", "openResult", "shows", "answers", "score", "layers"] as const),
    ...([
      "noLayers",
      "both",
      "answersAskedTwice",
      "notScore",
      "bothWithoutCost",
      "when",
      "earliest",
      "invited",
      "early",
      "other",
      "toDiagnostic",
      "toSnapshot",
    ] as const),
    ...(["toOther"] as const),
  ),
  empty: z.strictObject({ ...all("title", "unclaimed", "nothing").shape, waiting: plural }),
  claims: z.strictObject({
    ...all("heading", "row", "keep", "remove", "keepAll", "about", "removal").shape,
    lede: plural,
  }),
  retake: z.strictObject({
    ...all("title", "titleFirst", "lede", "said", "today", "button", "other", "back").shape,
    tooSoon: plural,
  }),
  how: z.strictObject({ ...all("title", "link").shape, text: z.array(words).min(1) }),
  foot: all("signedIn", "signOut", "ownData"),
});

export type ProgressWords = z.infer<typeof progressWordsFile>;
