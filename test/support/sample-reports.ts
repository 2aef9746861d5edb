import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CONTENT, readContent } from "#src/content.ts";
import { sampleAnswers, samplesFile } from "#src/instruments/samples.ts";
import type { Reported } from "#src/report/parts/source.ts";
import type { PdfSource } from "#src/report/pdf/pdf.ts";
import { report } from "#src/report/report.ts";
import { score } from "#src/scoring/score.ts";
import { accessWordsFile } from "#src/words/access.ts";
import { commitmentWordsFile } from "#src/words/commitments.ts";
import { ownDataWordsFile } from "#src/words/own-data.ts";
import { pageWordsFile } from "#src/words/pages.ts";
import { wordsFile } from "#src/words/report.ts";
import { siteFile } from "#src/words/site.ts";
import { sitePageWordsFile } from "#src/words/site-pages.ts";
import { bank } from "./factories.ts";

export const site = readContent(CONTENT, "site.yaml", siteFile);
export const words = readContent(CONTENT, "words/report.yaml", wordsFile);
export const pageWords = readContent(CONTENT, "words/pages.yaml", pageWordsFile);
export const accessWords = readContent(CONTENT, "words/access.yaml", accessWordsFile);
export const commitmentWords = readContent(CONTENT, "words/commitments.yaml", commitmentWordsFile);
export const ownDataWords = readContent(CONTENT, "words/own-data.yaml", ownDataWordsFile);
export const sitePageWords = readContent(CONTENT, "words/site-pages.yaml", sitePageWordsFile);
export const COMPLETED_AT = Date.UTC(2026, 10, 22, 9, 30);

/** What the media take of an assessment. */
export function pdfSource(assessment: Omit<Reported, "completedAt" | "revision">): PdfSource {
  const whole = { ...assessment, completedAt: COMPLETED_AT, revision: 1 };
  return {
    report: report({ bank, words, site, assessment: whole }),
    words: pageWords,
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
  return pdfSource({ instrument, scored, sizing, currency: site.currency, result });
}

export const SAMPLES = readdirSync(join(CONTENT, "samples"))
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(/\.yaml$/, ""));
