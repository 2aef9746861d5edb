import fc from "fast-check";
import { DONT_KNOW, type InstrumentId, LAYER_IDS } from "#src/names/instruments.ts";
import type { PerLayer, Result, Submission } from "#src/scoring/result.ts";
import { type Answers, anySubmission, itemsOf } from "#test/support/factories.ts";

/** How often a property is tried. */
export const RUNS = { numRuns: 600 };
export const ITEMS_PER_LAYER = { snapshot: 2, diagnostic: 5 };

export const valuesOf = (layers: PerLayer<number>) => LAYER_IDS.map((layer) => layers[layer]);
export const lowestOf = (result: Result) => Math.min(...valuesOf(result.exact));
export const blindShareOf = (result: Result) => result.unknowns.length / itemsOf(result.instrument).length;

function withAnswer(answers: Answers, item: string, answer: string | undefined): Answers {
  const { [item]: _replaced, ...others } = answers;
  return answer === undefined ? others : { ...others, [item]: answer };
}

type Improvement = { item: string; layer: string; rises: boolean; before: Submission; after: Submission };

/** One submission twice, where one answer has become a higher option and nothing else has changed. */
export function anyImprovement(instrument: InstrumentId, from: "option" | "dk" | "missing"): fc.Arbitrary<Improvement> {
  const steps = itemsOf(instrument).flatMap(({ id, layer, options }) =>
    options.flatMap((to, place) => {
      if (from !== "option")
        return [{ id, layer, lower: from === "dk" ? DONT_KNOW : undefined, higher: to.id, rises: to.credit > 0 }];
      return options.slice(0, place).map((own) => ({ id, layer, lower: own.id, higher: to.id, rises: true }));
    }),
  );
  return fc
    .tuple(anySubmission(instrument), fc.constantFrom(...steps))
    .map(([submission, { id, layer, lower, higher, rises }]) => ({
      item: id,
      layer,
      rises,
      before: { ...submission, answers: withAnswer(submission.answers, id, lower) },
      after: { ...submission, answers: withAnswer(submission.answers, id, higher) },
    }));
}
