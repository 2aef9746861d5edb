import type { z } from "zod";
import { CONTENT, readAll, readContent } from "#src/content.ts";
import { accessWordsFile } from "./access.ts";
import { askAgainWordsFile } from "./coming-back/ask-again.ts";
import { blindSpotWordsFile } from "./coming-back/blind-spots.ts";
import { checkInWordsFile } from "./coming-back/check-ins.ts";
import { commitmentWordsFile } from "./commitments.ts";
import { deskWordsFile } from "./desk.ts";
import { embedWordsFile } from "./embed.ts";
import { homeWordsFile } from "./home.ts";
import { methodWordsFile } from "./method.ts";
import { ownDataWordsFile } from "./own-data.ts";
import { pageWordsFile } from "./pages.ts";
import { type PracticeWords, practiceFrameFile, SHEET_NAMES, SHEETS } from "./practice.ts";
import { privacyWordsFile } from "./privacy.ts";
import { progressWordsFile } from "./progress.ts";
import { readingWordsFile } from "./reading.ts";
import { reportWordsFile } from "./report.ts";
import { seatWordsFile } from "./seats.ts";
import { sitePageWordsFile } from "./site-pages.ts";

/** The files of `content/words/`, each with its schema. */
const FILES = {
  report: ["report", reportWordsFile],
  pages: ["pages", pageWordsFile],
  desk: ["desk", deskWordsFile],
  seats: ["seats", seatWordsFile],
  progress: ["progress", progressWordsFile],
  access: ["access", accessWordsFile],
  ownData: ["own-data", ownDataWordsFile],
  privacy: ["privacy", privacyWordsFile],
  sitePages: ["site-pages", sitePageWordsFile],
  blindSpots: ["blind-spots", blindSpotWordsFile],
  commitments: ["commitments", commitmentWordsFile],
  askAgain: ["ask-again", askAgainWordsFile],
  checkIns: ["check-ins", checkInWordsFile],
  embed: ["embed", embedWordsFile],
  home: ["home", homeWordsFile],
  method: ["method", methodWordsFile],
  reading: ["reading", readingWordsFile],
} satisfies Record<string, readonly [file: string, schema: z.ZodType]>;

/** Every word that is read on this site and is neither a fact of the brand nor a question nor part of an article. */
export type Words = { [Name in keyof typeof FILES]: z.infer<(typeof FILES)[Name][1]> } & { practice: PracticeWords };

/**
 * Reads and checks `content/words/` and `content/practice/`.
 * @throws {ContentError} in sentences, with what is at fault in any of the files.
 */
export function loadWords(): Words {
  const read = (file: string, schema: z.ZodType) => readContent(CONTENT, `${file}.yaml`, schema);
  const words = Object.entries(FILES).map(([name, [file, schema]]) => () => [name, read(`words/${file}`, schema)]);
  const sheets = SHEET_NAMES.map((name) => () => [name, read(`practice/${name}`, SHEETS[name])]);
  const frame = () => ["frame", read("practice/frame", practiceFrameFile)];
  const found = readAll([...words, frame, ...sheets]);
  const practice = { frame: found[words.length]?.[1], sheets: Object.fromEntries(found.slice(words.length + 1)) };
  return { ...Object.fromEntries(found.slice(0, words.length)), practice };
}
