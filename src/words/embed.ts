import { all } from "#src/typeset.ts";

/** `content/words/embed.yaml`: the Snapshot inside a frame on somebody else's page. */
export const embedWordsFile = all("leaving", "privacy", "full", "fullNote", "missing", "missingText", "again");
