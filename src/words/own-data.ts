import { z } from "zod";
import { all, words } from "#src/typeset.ts";

/** `content/words/own-data.yaml`: what is said about one's own data, its export, withdrawal and erasure. */
export const ownDataWordsFile = z.strictObject({
  page: z.strictObject({
    ...all("title", "lede", "back", "privacy", "heldTitle", "address", "name", "firm", "phone", "notGiven").shape,
    ...all("since", "own", "unclaimed", "commitments", "messages", "inquiries").shape,
  }),
  consents: z.strictObject({
    ...all("title", "lede", "none", "reminders", "given", "older", "taken", "withdraw", "done").shape,
  }),
  export: z.strictObject({
    ...all("title", "lede", "download", "schema", "notIn").shape,
    leftOut: z.array(words).min(1),
  }),
  erasure: z.strictObject({
    ...all("title", "entryTitle", "entry", "entryLink", "lede", "goesTitle", "goesPerson", "goesOwn").shape,
    ...all("goesUnderWay", "staysTitle", "staysShared", "staysUnclaimed", "staysSeats", "staysHash").shape,
    ...all("staysCounts", "staysElsewhere", "staysBackups", "staysBackupsReplaced", "button", "keep", "export").shape,
    ...all("doneTitle", "done").shape,
    ...all("again").shape,
  }),
  ask: z.strictObject({
    ...all("title", "lede", "address", "button", "back", "sentTitle", "sent", "export", "exportLink", "write").shape,
  }),
  link: all("title", "lede", "button", "doneTitle", "done", "staleTitle", "stale"),
  mail: all("subject", "title", "intro", "open", "works", "ignore"),
});

export type OwnDataWords = z.infer<typeof ownDataWordsFile>;
