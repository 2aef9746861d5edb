import { z } from "zod";
import { all, counted, words } from "#src/typeset.ts";

/** `content/words/check-ins.yaml`: what is said to whoever wants to be asked whether a first fix is done. */
export const checkInWordsFile = z.strictObject({
  link: words,
  form: z.strictObject({
    ...all("title", "lede", "legend", "by", "byHelp", "address", "addressHelp", "button").shape,
    ...all("limitMailbox", "limitClient", "limitDay", "limitAddresses", "sentTitle", "sent", "back").shape,
    fault: all("none", "changed", "noDate", "dateOutside"),
  }),
  confirm: all(
    ...(["title", "lede", "row", "button", "nothing", "doneTitle", "done", "noneLeft"] as const),
    ...(["staleTitle", "stale", "stoppedTitle", "stopped"] as const),
  ),
  answer: z.strictObject({
    proof: words,
    done: all("title", "lede", "button", "saidTitle", "said", "next"),
    later: all("title", "lede", "button", "saidTitle", "said", "stoppedTitle", "stopped"),
  }),
  stop: all("title", "lede", "button", "doneTitle", "done"),
  confirmMail: z.strictObject({
    ...all("subject", "title", "open", "within", "ignore", "notYou").shape,
    intro: counted,
  }),
  mail: z.strictObject({
    ...all("title", "fix", "proof", "done", "later", "page", "stop").shape,
    ...{ subject: counted, intro: counted },
  }),
  own: all("title", "none", "open", "asked", "done", "isDone", "stop", "pick", "counts"),
});

export type CheckInWords = z.infer<typeof checkInWordsFile>;
