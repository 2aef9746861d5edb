import { expect, test } from "vitest";
import { readSample, sampleAnswers, sampleNames } from "#src/instruments/samples.ts";
import { VERDICTS } from "#src/names/scoring.ts";
import { score } from "#src/scoring/score.ts";
import { bank, claritiesOf } from "#test/support/factories.ts";

const results = sampleNames().map((name) => {
  const sample = readSample(name);
  return score(bank, sample.instrument, { ...sample, answers: sampleAnswers(bank, sample) });
});

test("the samples that editors look at cover every verdict and every clarity", () => {
  expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(VERDICTS));
  expect(new Set(results.map(({ clarity }) => clarity))).toEqual(new Set(claritiesOf(bank)));
});

test("a sample with a credit that no option earns, or with an answer too few, is refused in a sentence", () => {
  const sample = readSample("boutique");
  expect(() => sampleAnswers(bank, { ...sample, credits: "3 4 | 4 4 | 4 2 | 3 4 | 2 2" })).toThrow("Item V1");
  expect(() => sampleAnswers(bank, { ...sample, credits: "4 4" })).toThrow("10 items, not 2");
});
