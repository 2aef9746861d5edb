import { z } from "zod";

/** Quotation marks and apostrophes as a printer sets them. The Markdown of a body gets the same from its renderer. */
export function typeset(text: string): string {
  return text
    .replace(/(^|[\s([])"/g, "$1“")
    .replaceAll('"', "”")
    .replace(/(^|[\s([“])'/g, "$1‘")
    .replaceAll("'", "’");
}

/** Words that a page shows: never blank, set in type. */
export const words = z.string().trim().min(1, "must not be blank").transform(typeset);
