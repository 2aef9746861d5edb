import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CONTENT, readContent } from "../instruments/catalog.ts";
import type { Bank } from "../instruments/instrument.ts";
import { sampleAnswers, samplesFile } from "../instruments/samples.ts";
import { reportEmail } from "../report/email.ts";
import type { PageWords } from "../report/page-words.ts";
import { report } from "../report/report.ts";
import type { Site } from "../report/site.ts";
import type { Words } from "../report/words.ts";
import { score } from "../scoring/score.ts";

/** Names of the samples, without their ending. */
export function sampleNames(): string[] {
  return readdirSync(join(CONTENT, "samples")).map((file) => file.replace(/\.yaml$/, ""));
}

/** One sample scored and laid out as it would be for a visitor, with links that lead nowhere. */
export function previewOf(app: { bank: Bank; words: Words; pageWords: PageWords; site: Site }, name: string) {
  const { bank, words, pageWords, site } = app;
  const sample = readContent(join(CONTENT, "samples"), `${name}.yaml`, samplesFile);
  const scored = sampleAnswers(bank, sample);
  const result = score(bank, sample.instrument, { answers: scored, context: sample.context, sizing: sample.sizing });
  const made = report({
    bank,
    words,
    site,
    assessment: { ...sample, completedAt: 0, scored, revision: 1, currency: site.currency, result },
  });
  const email = reportEmail({ report: made, words: pageWords, site, resultUrl: "#result", notYouUrl: "#not-you" });
  return { sample, report: made, email };
}
