/** Quotation marks and apostrophes as a printer sets them. The Markdown of a body gets the same from its renderer. */
export function typeset(text: string): string {
  return text
    .replace(/(^|[\s([])"/g, "$1“")
    .replaceAll('"', "”")
    .replace(/(^|[\s([“])'/g, "$1‘")
    .replaceAll("'", "’");
}
