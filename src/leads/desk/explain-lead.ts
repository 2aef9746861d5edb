import { isOpenVerdict, verdictName } from "#src/report/parts/verdict.ts";
import type { FitRow } from "#src/scoring/lead-fit.ts";
import type { IntentPart } from "#src/scoring/lead-intent.ts";
import type { LeadScore } from "#src/scoring/lead-score.ts";
import type { DeskWords } from "#src/words/desk.ts";
import type { Words } from "#src/words/load.ts";
import { fill, plain } from "#src/words/phrase.ts";

/** One line of a part: what it is about, what was found, and its points. */
export interface ExplainedLine {
  name: string;
  text: string;
  points: number;
}

/** A lead's score in words. Sentences begin with a capital letter; texts of lines do not. */
export interface ExplainedLead {
  need: string;
  /** "5 to 50 people, founder, 12 deals a month, a tool without a system." */
  fit: string;
  /** Signals that still count, those with most points first. */
  intent: string;
  fitLines: ExplainedLine[];
  /** Why the grade is lower than the score says. */
  caps: string[];
}

/** Puts each part of a lead's score into words; the verdict is named as its report names it. Pure. */
export function explainLead(
  { parts }: Pick<LeadScore, "parts">,
  { desk: words, report }: Pick<Words, "desk" | "report">,
  language: string,
): ExplainedLead {
  const { need, fit, result, intent, caps } = parts;
  const named = verdictName(report, result);
  const verdict = isOpenVerdict(result) ? fill(words.fit.verdict.open, { verdict: named }) : named;
  const fitLines = fit.map((row) => ({
    name: words.fit[row.row].name,
    text: fitText(row, verdict, words, language),
    points: row.points,
  }));
  const known = fitLines.filter((_, place) => fit[place]?.band !== "unknown");
  const counting = intent.filter(({ points }) => points > 0);
  const signals = counting.map((part) => fill(words.intent[part.kind], { age: ageOf(part, words) }));
  return {
    need: [
      fill(words.score.need, { overall: need.overall, lowest: need.lowest }),
      ...(need.halved ? [words.score.halved] : []),
    ].join(" "),
    fit: sentence(known.map(({ text }) => text)),
    intent: signals.length > 0 ? sentence(signals) : words.intent.none,
    fitLines,
    caps: caps.map((cap) => words.score.caps[cap]),
  };
}

function fitText({ row, band, value }: FitRow, verdict: string, words: DeskWords, language: string): string {
  if (row === "verdict") return verdict;
  const bands: Record<string, string> = words.fit[row].bands;
  return fill(bands[band] ?? band, { value: value === null ? "" : plain(value, language) });
}

function ageOf({ days }: IntentPart, { intent }: DeskWords): string {
  const whole = Math.floor(days);
  if (whole === 0) return intent.today;
  return whole === 1 ? intent.oneDay : fill(intent.days, { days: whole });
}

function sentence(texts: readonly string[]): string {
  const joined = texts.join(", ");
  return `${joined.charAt(0).toUpperCase()}${joined.slice(1)}.`;
}
