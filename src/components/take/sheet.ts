import ink from "virtual:ink.css?inline";
import { policyHash } from "./policy-hash.ts";
import styles from "./take.css?inline";

/** Leaves out each custom property that nothing in the sheet asks for, and then those that only such a one asked for. */
function withoutUnused(sheet: string): string {
  const asked = new Set(sheet.match(/(?<=var\()--[\w-]+/g));
  const less = sheet.replaceAll(/(?<=[{;]\s*)(--[\w-]+):[^;{}]*;?/g, (property, name) =>
    asked.has(name) ? property : "",
  );
  return less === sheet ? sheet : withoutUnused(less);
}

/** The styles of a question page, to be written into it. */
export const SHEET: string = withoutUnused(ink + styles);

/** What the page's policy lets them in by. */
export const SHEET_HASH = policyHash(SHEET);
