import type { z } from "zod";
import { CONTENT, readContent } from "#src/content.ts";
import { practiceFile, SHEETS, type SheetName } from "#src/words/practice.ts";

/** The words of a worksheet, parsed as the build parses them. */
export const sheetWords = <N extends SheetName>(name: N): z.infer<(typeof SHEETS)[N]> =>
  readContent(CONTENT, `practice/${name}.yaml`, SHEETS[name]) as z.infer<(typeof SHEETS)[N]>;

export const practiceWords = readContent(CONTENT, "practice/frame.yaml", practiceFile);
