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

/** Words that name each of these in braces, and nothing else. */
export const naming = (...names: string[]) =>
  words.refine(
    (text) => {
      const named = new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name));
      return named.size === names.length && names.every((name) => named.has(name));
    },
    names.length === 0
      ? "must name nothing in braces"
      : `must name ${names.map((name) => `{${name}}`).join(", ")} and nothing else in braces`,
  );

/** Words that a page shows, one by each of these names. */
export const all = <K extends string>(...keys: K[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, words])) as Record<K, typeof words>);

/** Words for one and for another number, which stands in them as {count} and {Count}. */
export const counted = all("one", "other");
