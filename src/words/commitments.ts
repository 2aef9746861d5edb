import { z } from "zod";
import { COMMITMENT_OUTCOMES } from "#src/names/progress.ts";
import { all } from "#src/typeset.ts";

/** `content/words/commitments.yaml`: what is said around a commitment, its reminder and the retake it opens. */
export const commitmentWordsFile = z.strictObject({
  form: z.strictObject({
    ...all("title", "lede", "summary", "aside", "layer", "condition", "suggestion", "plain", "by", "byHelp").shape,
    ...all("address", "optional", "addressHelp", "ownAddress", "at", "button", "kept", "held").shape,
    fault: all("layer", "noCondition", "longCondition", "noDate", "dateOutside", "full"),
    ...all("limitMailbox", "limitClient", "limitDay", "limitAddresses").shape,
    ...all("sentTitle", "sent", "back", "backToProgress").shape,
  }),
  list: z.strictObject({
    ...all("title", "atResult", "none", "open", "past", "fixedWhen", "by", "made").shape,
    reminder: all("none", "asked", "stale", "confirmed", "sent", "failed", "stopped"),
    ...all("remind", "stop", "about", "delete", "deleteNote", "deleteSure", "noLater", "new").shape,
  }),
  outcome: z.strictObject({
    names: all(...COMMITMENT_OUTCOMES),
    ...all("question", "said", "button", "change", "choose", "early").shape,
  }),
  answers: all(
    ...(["title", "clearUp", "clearDown", "notClear", "early", "unknowns", "same", "snapshot", "uncertain"] as const),
    ...(["versions"] as const),
    ...(["moved", "row", "none"] as const),
  ),
  confirm: z.strictObject({
    ...all("title", "lede", "button", "soon", "nothing", "doneTitle", "done", "doneSoon").shape,
    ...all("staleTitle", "stale", "stoppedTitle", "stopped").shape,
  }),
  stop: all("title", "lede", "button", "doneTitle", "done"),
  retake: all("title", "lede", "button", "goOn", "goOnButton", "again", "result", "before", "due"),
  confirmMail: all("subject", "title", "intro", "open", "days", "ignore", "notYou"),
  mail: all("subject", "title", "intro", "quote", "open", "once", "stop"),
});

export type CommitmentWords = z.infer<typeof commitmentWordsFile>;
