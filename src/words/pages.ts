import { z } from "zod";

const words = z.string().trim().min(1);
const all = <K extends string>(...keys: K[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, words])) as Record<K, typeof words>);
const own = all("lede", "time", "tells", "needs");

/** `content/words/pages.yaml`: the words of pages around a result that do not depend on the result. */
export const pageWordsFile = z.strictObject({
  start: z.strictObject({
    ...all("button", "leaving", "kept", "takes", "questions", "tells", "needs", "unsure", "unsureText").shape,
    ...all("afterwards", "afterwardsText", "limited").shape,
    snapshot: own,
    diagnostic: own,
  }),
  check: all("title", "lede", "carried", "fromSnapshot", "notScored", "change", "button", "after"),
  about: all("optional", "skip", "why"),
  methodCard: words,
  missing: all("title", "lede", "snapshot", "home"),
  /** What stands before the title of a page whose form was refused. */
  refused: all("title"),
  question: all("carried"),
  sentTo: all("typed", "again"),
  missingResult: all("title", "lede", "again"),
  result: z.strictObject({
    ...all("tableSummary", "statements", "layer", "score", "status", "range", "confidence", "answer").shape,
    ...all("question", "credit", "doneWhen", "formulaSummary", "print", "anyone", "deeper", "deeperText").shape,
    ...all(
      "deeperButton",
      "again",
      "methodIntro",
      "doFirst",
      "notThat",
      "lookUp",
      "onThisPage",
      "mailMe",
      "pdf",
      "overallFormula",
    ).shape,
    ...all("protectProof", "bar", "printed", "fixes", "cost", "firstHow", "lastAnswer", "changeLast", "more", "allAnswers").shape,
    ...all("methodTitle", "versions", "address").shape,
    moreAnswers: all("one", "other"),
    methodParts: all(
      "layers",
      "overall",
      "bands",
      "range",
      "verdict",
      "dominant",
      "order",
      "checks",
      "contradictions",
      "confidence",
      "cost",
    ),
  }),
  asked: all("report", "call", "reminder"),
  takenBack: all("title", "sentence"),
  copy: all("label", "link", "copied", "byHand", "share"),
  sizing: all("title", "lede", "summary", "currency", "button", "outside", "errors", "change", "full"),
  numbers: all("notNumber", "which", "small", "large"),
  mail: all(
    "title",
    "lede",
    "address",
    "name",
    "firm",
    "optional",
    "button",
    "sentTitle",
    "sent",
    "badAddress",
    "tooFast",
    "tooOld",
    "limitMailbox",
    "limitClient",
    "limitDay",
    "limitAddresses",
    "back",
    "who",
    "whoAndFirm",
    "contextIntro",
    "noAnswer",
    "held",
    "filled",
    "privacy",
  ),
  call: all("title", "when", "phone", "button", "sentTitle", "sent", "booking", "back"),
  share: z.strictObject({
    ...all("title", "lede", "alternative", "wide", "square", "make", "makeNote", "link", "stop", "stopNote").shape,
    ...all("public", "private", "sharedLede", "layers", "description", "door", "doorText").shape,
  }),
  keep: all("title", "asideUntil", "byMail", "until", "longer", "erase", "eraseNote", "attached"),
  erase: all("title", "lede", "button", "back", "doneTitle", "done"),
  notYou: all("title", "lede", "button", "doneTitle", "done", "staleTitle", "stale"),
  mailWords: z.strictObject({
    ...all("subject", "preheader", "open", "close", "call", "anyone", "asked", "notYou", "plumb").shape,
    ...all("likely", "replyTo").shape,
  }),
  callMail: all("subject", "title", "name", "firm", "address", "phone", "when", "open", "result"),
  pdf: z.strictObject({
    ...all("download", "downloadNote", "title", "page", "outOf", "barAlt", "overallAlt", "costAlt").shape,
    ...all("costRange", "costScale", "leak", "recoverable", "ask", "limited", "busy").shape,
    /** The five statuses in order, over the bars. */
    scale: z.array(words).length(5),
  }),
});

export type PageWords = z.infer<typeof pageWordsFile>;
