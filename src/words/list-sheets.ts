import { CONTENT, readContent } from "#src/content.ts";
import { SHEET_NAMES, SHEETS, type SheetName, type SheetWords } from "./practice.ts";

/**
 * Every worksheet with the words that its frame needs, in the order of the practice page.
 * @throws {ContentError} in sentences, when a file is at fault.
 */
export function listSheets(): { name: SheetName; words: SheetWords }[] {
  return SHEET_NAMES.map((name) => ({ name, words: readContent(CONTENT, `practice/${name}.yaml`, SHEETS[name]) }));
}
