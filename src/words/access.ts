import { z } from "zod";
import { all } from "#src/typeset.ts";

const limits = all("limitMailbox", "limitClient", "limitDay").shape;

/** `content/words/access.yaml`: what is said around sign-in links and an attempt that is finished later. */
export const accessWordsFile = z.strictObject({
  signIn: z.strictObject({
    ...all("title", "lede", "address", "button", "sentTitle", "sent", "missing", "again", "without", "snapshot").shape,
    ...all("signedOut").shape,
    ...limits,
  }),
  link: all("title", "lede", "stays", "button", "closedTitle", "closed", "again"),
  result: all("sentence", "link"),
  later: z.strictObject({
    ...all("link", "title", "lede", "address", "button", "promise", "anyone", "own", "sentTitle", "sent", "back").shape,
    ...limits,
  }),
  wasThisYou: all("title", "lede", "button", "doneTitle", "done", "staleTitle", "stale"),
  signInMail: all("subject", "title", "intro", "open", "once", "ignore"),
  wasThisYouMail: all("subject", "title", "intro", "open", "works", "ignore"),
  laterMail: all("subject", "title", "intro", "open", "kept", "ignore"),
});
