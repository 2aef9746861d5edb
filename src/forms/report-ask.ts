import { ASK_AGAIN_DAYS } from "#src/names/progress.ts";
import { daysUntilAsked } from "#src/progress/ask-again/rules.ts";
import type { Words } from "#src/words/load.ts";
import { fill } from "#src/words/phrase.ts";
import { type Asked, type Refusal, readAsk } from "./ask.ts";
import type { FormTimes } from "./form-time.ts";

export type ReportAsk = Extract<Asked, { address: string }> & {
  /** After how many days the mailbox wants to be asked again; null where it does not. */
  againDays: number | null;
};

/** Judges the form that asks for a report. The number of days counts only where its box is ticked. */
export function readReportAsk(
  fields: Readonly<Record<string, string>>,
  times: FormTimes,
  words: Pick<Words, "pages" | "askAgain">,
): ReportAsk | Refusal {
  const asked = readAsk(fields, times, words.pages.mail);
  if ("sentence" in asked) return asked;
  if (fields.again !== "1") return { ...asked, againDays: null };
  const days = daysUntilAsked.safeParse(fields["again-days"]);
  if (!days.success) return { status: 422, sentence: fill(words.askAgain.form.badDays, ASK_AGAIN_DAYS) };
  return { ...asked, againDays: days.data };
}
