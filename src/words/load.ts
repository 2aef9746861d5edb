import type { z } from "zod";
import { CONTENT, readContent } from "#src/content.ts";
import { type AccessWords, accessWordsFile } from "./access.ts";
import { type AskAgainWords, askAgainWordsFile } from "./coming-back/ask-again.ts";
import { type BlindSpotWords, blindSpotWordsFile } from "./coming-back/blind-spots.ts";
import { type CheckInWords, checkInWordsFile } from "./coming-back/check-ins.ts";
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
  /** What is said to whoever wants to be asked whether a first fix is done. */
  checkIns: CheckInWords;
  /** What is said inside the frame of the embedded Snapshot. */
  embed: EmbedWords;
  home: HomeWords;
  method: MethodWords;
  /** What articles, glossary and examples say around their own words. */
  reading: ReadingWords;
  practice: PracticeWords;
}

/**
 * Reads and checks `content/words/` and `content/practice/`.
 * @throws {ContentError} in sentences, when a file is at fault.
 */
export function loadWords(): Words {
  const read = <T extends z.ZodType>(name: string, schema: T) => readContent(CONTENT, `${name}.yaml`, schema);
  const sheets = SHEET_NAMES.map((name) => [name, read(`practice/${name}`, SHEETS[name])]);
  return {
    report: read("words/report", reportWordsFile),
    pages: read("words/pages", pageWordsFile),
    desk: read("words/desk", deskWordsFile),
    seats: read("words/seats", seatWordsFile),
    progress: read("words/progress", progressWordsFile),
    access: read("words/access", accessWordsFile),
    ownData: read("words/own-data", ownDataWordsFile),
    privacy: read("words/privacy", privacyWordsFile),
    sitePages: read("words/site-pages", sitePageWordsFile),
    blindSpots: read("words/blind-spots", blindSpotWordsFile),
    commitments: read("words/commitments", commitmentWordsFile),
    askAgain: read("words/ask-again", askAgainWordsFile),
    checkIns: read("words/check-ins", checkInWordsFile),
    embed: read("words/embed", embedWordsFile),
    home: read("words/home", homeWordsFile),
    method: read("words/method", methodWordsFile),
    reading: read("words/reading", readingWordsFile),
    practice: { frame: read("practice/frame", practiceFrameFile), sheets: Object.fromEntries(sheets) },
  };
}
