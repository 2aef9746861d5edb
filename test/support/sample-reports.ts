import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CONTENT, readContent } from "#src/content.ts";
import { sampleAnswers, samplesFile } from "#src/instruments/samples.ts";
import type { ReportedAssessment } from "#src/report/parts/source.ts";
import type { PdfSource } from "#src/report/pdf/pdf.ts";
import { report } from "#src/report/report.ts";
import { score } from "#src/scoring/score.ts";
import { bank, banks } from "./factories.ts";
import { site, words } from "./words.ts";

export const COMPLETED_AT = Date.UTC(2026, 10, 22, 9, 30);

/** What the media take of an assessment. */
export function pdfSource(assessment: Omit<ReportedAssessment, "completedAt" | "revision">): PdfSource {
  const whole = { ...assessment, completedAt: COMPLETED_AT, revision: 1 };
  return {
    report: report({ banks, words, site, assessment: whole }),
    words: words.pages,
    site,
    completedAt: COMPLETED_AT,
  };
}

/** One of the samples of `content/samples/`, by its file's name without ending. */
export function sampleSource(name: string): PdfSource {
  const sample = readContent(join(CONTENT, "samples"), `${name}.yaml`, samplesFile);
  const { instrument, context, sizing } = sample;
  const scored = sampleAnswers(bank, sample);
  const result = score(bank, instrument, { answers: scored, context, sizing });
  return pdfSource({ instrument, scored, context, sizing, currency: site.currency, result });
}

export const SAMPLES = readdirSync(join(CONTENT, "samples"))
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(/\.yaml$/, ""));
