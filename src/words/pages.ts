import { z } from "zod";
import { all, naming, words } from "#src/typeset.ts";

const own = all("lede", "time", "tells", "needs");

/** The statuses that the server answers itself. */
const PROBLEMS = [400, 401, 403, 404, 405, 408, 413, 414, 415, 421, 422, 429, 431, 500, 503] as const;
const problem = z.strictObject({ title: naming(), sentence: naming() });

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
  question: z.strictObject({
    carried: naming("left", "count"),
    page: z.strictObject({
      ...all("notScored", "counts", "fromSnapshot", "lastAnswer", "unsure", "back", "backToAnswers", "lost").shape,
      place: naming("number", "total"),
      keys: all("to", "answer", "unsure", "back"),
    }),
  }),
  sentTo: all("typed", "again"),
  missingResult: all("title", "lede", "again"),
  result: z.strictObject({
    ...all("tableSummary", "layer", "score", "status", "range", "confidence", "answer").shape,
    ...all("question", "credit", "doneWhen", "formulaSummary", "print", "anyone", "deeper", "deeperText").shape,
    ...all("deeperButton", "again", "methodIntro", "doFirst", "notThat", "lookUp", "onThisPage", "mailMe").shape,
    ...all("pdf", "overallFormula", "deeperAfresh").shape,
    ...all("protectProof", "bar", "likely", "printed", "fixes", "cost", "firstHow", "lastAnswer", "changeLast").shape,
    ...all("more", "allAnswers").shape,
    ...all("methodTitle", "versions", "address", "costRange", "costScale").shape,
    /** The five statuses in order, over the bars. */
    scale: z.array(words).length(5),
    moreAnswers: all("one", "other"),
    methodParts: all(
      ...(["layers", "overall", "bands", "range", "verdict", "dominant", "order", "checks"] as const),
      ...(["contradictions", "confidence", "cost"] as const),
    ),
  }),
  asked: all("report", "call", "reminder", "checkIns"),
  takenBack: all("title", "sentence"),
  copy: all("label", "link", "copied", "byHand", "share"),
  sizing: all("title", "lede", "summary", "currency", "button", "outside", "errors", "change", "full"),
  numbers: all("notNumber", "which", "small", "large"),
  mail: all(
    ...(["title", "lede", "address", "name", "firm", "optional", "button", "sentTitle", "sent"] as const),
    ...(["badAddress", "tooFast", "tooOld", "limitMailbox", "limitClient", "limitDay", "limitAddresses"] as const),
    ...(["back", "who", "whoAndFirm", "contextIntro", "noAnswer", "held", "filled", "privacy"] as const),
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
    ...all("subject", "open", "call", "anyone", "asked", "notYou", "plumb", "replyTo").shape,
    preheader: all("fixes", "fix", "protect"),
  }),
  callMail: all("subject", "title", "name", "firm", "address", "phone", "when", "open", "result"),
  pdf: z.strictObject({
    ...all("download", "downloadNote", "page", "barAlt", "overallAlt", "costAlt").shape,
    ...all("leak", "recoverable", "ask", "limited", "busy").shape,
  }),
  problems: z.strictObject({
    statuses: z.strictObject(
      Object.fromEntries(PROBLEMS.map((status) => [status, problem])) as Record<
        (typeof PROBLEMS)[number],
        typeof problem
      >,
    ),
    limited: naming("when"),
    perhapsSaved: problem,
  }),
});

export type PageWords = z.infer<typeof pageWordsFile>;

export type ProblemWords = PageWords["problems"];
