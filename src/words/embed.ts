import { z } from "zod";
import { words } from "#src/typeset.ts";

/** `content/words/embed.yaml`: the Snapshot inside a frame on somebody else's page. */
export const embedWordsFile = z.strictObject({
  leaving: words,
  privacy: words,
  full: words,
  fullNote: words,
  missing: words,
  missingText: words,
  again: words,
});
