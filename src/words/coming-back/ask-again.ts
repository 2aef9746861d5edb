import { z } from "zod";
import { all } from "#src/typeset.ts";

/** `content/words/ask-again.yaml`: what is said to whoever wants to be asked again. */
export const askAgainWordsFile = z.strictObject({
  form: all(
    ...(["name", "unit", "days", "badDays", "sent"] as const),
    ...(["limitMailbox", "limitClient", "limitDay", "limitAddresses"] as const),
  ),
  confirm: all(
    ...(["title", "lede", "button", "nothing", "doneTitle", "done"] as const),
    ...(["staleTitle", "stale", "stoppedTitle", "stopped"] as const),
  ),
  stop: all("title", "lede", "button", "doneTitle", "done"),
  retake: all("title", "lede", "button", "goOn", "goOnButton", "again"),
  confirmMail: all("subject", "title", "intro", "open", "within", "ignore", "notYou"),
  mail: all("subject", "title", "intro", "headline", "firstFix", "open", "blank", "next", "stop"),
  own: all("title", "none", "standing", "stop", "start", "often"),
});

export type AskAgainWords = z.infer<typeof askAgainWordsFile>;
