import { z } from "zod";
import { all, words } from "#src/typeset.ts";

/** `content/words/privacy.yaml`: the privacy page. */
export const privacyWordsFile = z.strictObject({
  ...all("title", "lede", "contents", "who").shape,
  parts: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z]+$/),
        title: words,
        /** The tables of the database that this part speaks of. */
        tables: z.array(words),
        text: z.array(words).min(1),
      }),
    )
    .min(1),
  /** What is asked of other sites: the sentence for no analytics, or those for what is on. */
  analytics: all("off", "plausible", "dataLayer", "fields", "objection"),
  /** What sites that show the Snapshot are told; said where there are any. */
  embedded: words,
  agreed: z.strictObject({
    ...all("title", "lede", "version").shape,
    names: all("report", "followUp", "call", "reminder", "askAgain", "checkIns"),
  }),
  receives: all("title", "provider", "machine", "folder", "webhook", "slack", "none", "export"),
  rights: z.strictObject({
    ...all("title", "signIn", "schema", "server", "backups", "backupsReplaced").shape,
    text: z.array(words).min(1),
  }),
});

export type PrivacyWords = z.infer<typeof privacyWordsFile>;
