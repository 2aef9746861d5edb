import { readSample, sampleAnswers } from "#src/instruments/samples.ts";
import type { Source } from "#src/report/parts/source.ts";
import { score } from "#src/scoring/score.ts";
import { report } from "./report.ts";

/** A fictional firm's report, scored now by the code that scores a visitor, so that it can never be out of date. */
export function specimen(source: Omit<Source, "assessment">, name: string) {
  const sample = readSample(name);
  const scored = sampleAnswers(source.bank, sample);
  const result = score(source.bank, sample.instrument, { ...sample, answers: scored });
  const currency = source.site.currency;
  return {
    sample,
    scored,
    result,
    report: report({
      ...source,
      banks: { of: () => source.bank },
      assessment: { ...sample, completedAt: 0, scored, revision: 1, currency, result },
    }),
  };
}
