import type { z } from "zod";
import { CONTENT, readAll, readContent } from "#src/content.ts";
import { type AccessWords, accessWordsFile } from "./access.ts";
import { type AskAgainWords, askAgainWordsFile } from "./coming-back/ask-again.ts";
import { type BlindSpotWords, blindSpotWordsFile } from "./coming-back/blind-spots.ts";
import { type CommitmentWords, commitmentWordsFile } from "./commitments.ts";
import { type DeskWords, deskWordsFile } from "./desk.ts";
import { type EmbedWords, embedWordsFile } from "./embed.ts";
import { type HomeWords, homeWordsFile } from "./home.ts";
import { type MethodWords, methodWordsFile } from "./method.ts";
import { type OwnDataWords, ownDataWordsFile } from "./own-data.ts";
import { type PageWords, pageWordsFile } from "./pages.ts";
import { type PracticeWords, practiceFrameFile, SHEET_NAMES, SHEETS } from "./practice.ts";
import { type PrivacyWords, privacyWordsFile } from "./privacy.ts";
import { type ProgressWords, progressWordsFile } from "./progress.ts";
import { type ReadingWords, readingWordsFile } from "./reading.ts";
import { type ReportWords, reportWordsFile } from "./report.ts";
import { type SeatWords, seatWordsFile } from "./seats.ts";
import { type SitePageWords, sitePageWordsFile } from "./site-pages.ts";

/** Every word that is read on this site and is neither a fact of the brand nor a question nor part of an article. */
export interface Words {
  /** What depends on a result. */
  report: ReportWords;
  /** What is said around a result, whatever it is. */
  pages: PageWords;
  /** What the desk says to staff. */
  desk: DeskWords;
  /** What is said about second seats. */
  seats: SeatWords;
  /** What the founder's own page says. */
  progress: ProgressWords;
  /** What is said around sign-in links and an attempt that is finished later. */
  access: AccessWords;
  /** What is said about one's own data. */
  ownData: OwnDataWords;
  privacy: PrivacyWords;
  /** What is said on services, about, contact and accessibility. */
  sitePages: SitePageWords;
  /** What is said about questions that were left open. */
  blindSpots: BlindSpotWords;
  /** What is said around commitments and their reminders. */
  commitments: CommitmentWords;
  /** What is said to whoever wants to be asked again. */
  askAgain: AskAgainWords;
  /** What is said inside the frame of the embedded Snapshot. */
  embed: EmbedWords;
  home: HomeWords;
  method: MethodWords;
  /** What articles, glossary and examples say around their own words. */
  reading: ReadingWords;
  practice: PracticeWords;
}

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
  embed: ["embed", embedWordsFile],
  home: ["home", homeWordsFile],
  method: ["method", methodWordsFile],
  reading: ["reading", readingWordsFile],
} satisfies Record<Exclude<keyof Words, "practice">, readonly [file: string, schema: z.ZodType]>;

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
