import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CONTENT, readContent } from "#src/instruments/catalog.ts";
import { sampleAnswers, samplesFile } from "#src/instruments/samples.ts";
import { accessWordsFile } from "#src/report/access-words.ts";
import { commitmentWordsFile } from "#src/report/commitment-words.ts";
import { ownDataWordsFile } from "#src/report/own-data-words.ts";
import { pageWordsFile } from "#src/report/page-words.ts";
import type { PdfSource } from "#src/report/pdf.ts";
import { report } from "#src/report/report.ts";
import { siteFile } from "#src/report/site.ts";
import { sitePageWordsFile } from "#src/report/site-page-words.ts";
import type { Reported } from "#src/report/source.ts";
import { wordsFile } from "#src/report/words.ts";
import { score } from "#src/scoring/score.ts";
import { bank } from "./factories.ts";

export const site = readContent(CONTENT, "site.yaml", siteFile);
export const words = readContent(join(CONTENT, "report"), "words.yaml", wordsFile);
export const pageWords = readContent(join(CONTENT, "report"), "pages.yaml", pageWordsFile);
export const accessWords = readContent(join(CONTENT, "report"), "access.yaml", accessWordsFile);
export const commitmentWords = readContent(join(CONTENT, "report"), "commitments.yaml", commitmentWordsFile);
export const ownDataWords = readContent(join(CONTENT, "report"), "own-data.yaml", ownDataWordsFile);
export const sitePageWords = readContent(join(CONTENT, "report"), "site-pages.yaml", sitePageWordsFile);
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
