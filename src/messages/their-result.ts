import type { Report } from "#src/report/report.ts";
import type { DeskWords } from "#src/words/desk.ts";
import { fill } from "#src/words/phrase.ts";

/** What a founder's result says, as a quotation to staff: it speaks to the founder. */
export const theirResult = ({ verdict, dominant }: Pick<Report, "verdict" | "dominant">, words: DeskWords): string =>
  fill(words.theirResult, { verdict: verdict.title, headline: dominant.headline });
