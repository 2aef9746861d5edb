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

/** Words that a page shows, one by each of these names. */
export const all = <K extends string>(...keys: K[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, words])) as Record<K, typeof words>);

/** Words for one and for another number, which stands in them as {count} and {Count}. */
export const counted = all("one", "other");
