import { expect } from "vitest";
import type { InstrumentId } from "#src/names/instruments.ts";
import { reportEmail } from "#src/report/email/email.ts";
import { reportPdf } from "#src/report/pdf/pdf.ts";
import { type Report, report } from "#src/report/report.ts";
import type { Result, Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { type Answers, banks, creditsOf, second } from "./factories.ts";
import { readPdf } from "./read-pdf.ts";
import { site, words } from "./words.ts";

const COMPLETED_AT = Date.UTC(2026, 10, 22, 9, 30);
const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
/** What a reader sees of HTML. */
export const seen = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (whole, name) => NAMED[name] ?? whole);
const oneLine = (text: string) => text.replace(/[\s\u00a0]+/gu, " ");

function stringsOf(value: unknown): string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(stringsOf) : [];
}

export interface Medium {
  name: string;
  /** All that is said, on one line; the lines of a PDF are run together, so compare without blanks. */
  text: string;
  /** As it is written, with its lines. */
  lines?: string;
}

/** One result in every medium that has its words: what the page lays out, the two parts of the mail, the PDF. */
export interface Media {
  result: Result;
  report: Report;
  media: Medium[];
}

/** Result, report and the parts of its mail, of answers written as credits, scored under 2.0.0 and said by its newest patch. */
export function mailOf(
  instrument: InstrumentId,
  credits: string | Answers,
  beside: Omit<Submission, "answers"> = {},
): { result: Result; report: Report; html: string; text: string } {
  const scored = typeof credits === "string" ? creditsOf(credits, instrument, second) : credits;
  const result = score(second, instrument, { answers: scored, ...beside });
  const { context, sizing = {} } = beside;
  const made = report({
    banks,
    words,
    site,
    assessment: { instrument, completedAt: COMPLETED_AT, scored, context, revision: 1, sizing, currency: "", result },
  });
  const links = { resultUrl: "https://plumb.example/results/abc", notYouUrl: "https://plumb.example/not-you/abc" };
  return { result, report: made, ...reportEmail({ report: made, words: words.pages, site, ...links }) };
}

/** The same in every medium. */
export async function mediaOf(...given: Parameters<typeof mailOf>): Promise<Media> {
  const { result, report: made, html, text } = mailOf(...given);
  const pdf = await readPdf(await reportPdf({ report: made, words: words.pages, site, completedAt: COMPLETED_AT }));
  return {
    result,
    report: made,
    media: [
      { name: "the page", text: oneLine(stringsOf(made).join(" ")) },
      { name: "the HTML of the mail", text: oneLine(seen(html)) },
      { name: "the text of the mail", text: oneLine(text), lines: text },
      { name: "the PDF", text: oneLine(pdf.texts.join(" ")) },
    ],
  };
}

/** Words without their breaks: a line of a PDF may end anywhere. */
export const run = (text: string) => text.replace(/[\s\u00a0]+/gu, "");

/** Each medium says all of `said` and nothing that `not` matches. */
export function expectWords({ media }: Media, said: readonly string[], not: RegExp) {
  for (const { name, text } of media) {
    expect({ name, lacks: said.filter((one) => !run(text).includes(run(one))) }).toEqual({ name, lacks: [] });
    const wrong = new RegExp(run(not.source), not.flags).exec(run(text))?.[0];
    expect({ name, wrong }).toEqual({ name, wrong: undefined });
  }
}

/** Credits of an instrument none of whose questions could be answered. */
export const everyUnknown = (instrument: InstrumentId) => {
  const layer = instrument === "snapshot" ? "x x" : "x x x x x";
  return Array.from({ length: 5 }, () => layer).join(" | ");
};
export const crm = { context: { c_tool: "crm" } };
