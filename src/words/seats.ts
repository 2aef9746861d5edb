import { z } from "zod";
import { all, counted, words } from "#src/typeset.ts";

/** `content/words/seats.yaml`: what founders and invited colleagues read about second seats. */
export const seatWordsFile = z.strictObject({
  part: all("title", "text", "button", "ownTitle", "ownText", "ownButton"),
  you: words,
  seat: words,
  founder: z.strictObject({
    ...all("title", "lede", "notOffered", "make", "link", "linkNote", "readTitle", "close", "closeNote").shape,
    ...all("seats", "own", "done", "underWay", "free", "freeNote", "freeSure", "none", "waiting", "back").shape,
  }),
  invited: z.strictObject({
    ...all("title", "lede", "warning", "see", "define", "defineText", "whole", "wholeText", "leaving").shape,
    ...all("closedTitle", "closed", "fullTitle", "full", "unknownTitle", "unknown").shape,
  }),
  question: all("name", "unsure", "last"),
  own: z.strictObject({
    ...all("title", "underWay", "goOn", "diagnostic", "goOnDiagnostic", "erased", "result", "others", "keep").shape,
    ...all("missingTitle", "missing", "taken").shape,
    left: counted,
  }),
  team: all("title", "lede", "question", "unsure", "apart"),
  agreement: z.strictObject({
    lede: counted,
    ...all("title", "difference", "ledeWaiting", "ledeWaitingMany", "layers", "layerScale", "layerLine", "layerNone")
      .shape,
    ...all("differ", "noDifference", "spread", "definition", "definitionTag", "near", "conversation").shape,
    ...all("unknownOne", "unknownMany").shape,
    ...all("dontKnow", "notAsked", "agree", "alone", "aloneText", "table", "question", "agreement", "tableNone").shape,
    /** Highest first; the last is for 0. */
    layerWords: z.array(z.strictObject({ from: z.int().min(0).max(100), words })).min(2),
  }),
  /** By item: what to talk about where seats differ on it. */
  conversations: z.record(z.string(), words),
});

export type SeatWords = z.infer<typeof seatWordsFile>;
