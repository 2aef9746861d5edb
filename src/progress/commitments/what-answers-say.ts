import type { Banks } from "#src/instruments/banks.ts";
import { DONT_KNOW, type LayerId } from "#src/names/instruments.ts";
import { layerName } from "#src/report/parts/source.ts";
import { compare, type Occasion } from "#src/scoring/compare.ts";
import { judge } from "#src/scoring/judge.ts";
import type { CommitmentWords } from "#src/words/commitments.ts";
import { fill } from "#src/words/phrase.ts";

/** What two sittings say of one layer. */
export interface WhatAnswersSay {
  sentence: string;
  /** True only where the published threshold of the instrument was reached. */
  clear: boolean;
  /** The layer's answers that moved, in words, in bank order. */
  moved: string[];
}

type Said = { banks: Banks; words: CommitmentWords["answers"]; layer: LayerId; before: Occasion; after: Occasion };

/**
 * Says how a layer's score and answers stand since a commitment was made (method, section 9). A change is called clear by
 * the instrument's threshold only, never in the Snapshot and never where a reading is of low confidence; scores of
 * different major versions are not named at all.
 */
export function whatAnswersSay({ banks, words, layer, before, after }: Said): WhatAnswersSay {
  const bank = banks.of(after.result.bankVersion);
  const found = compare(banks, before, after);
  const { basis, tooUncertain, layers, moved } = found;
  const scores = { before: before.result.layers[layer], after: after.result.layers[layer] };
  const threshold = bank.model.clearChange[after.instrument].layer;
  const which = (): keyof CommitmentWords["answers"] => {
    if (basis !== "scores") return "versions";
    if (tooUncertain) return "uncertain";
    if (layers === null) return "snapshot";
    const judged = judge(layers[layer], found);
    if (judged === "clear") return scores.after > scores.before ? "clearUp" : "clearDown";
    if (judged === "early") return "early";
    if (judged !== "none") return "unknowns";
    return scores.after === scores.before ? "same" : "notClear";
  };
  const says = which();
  return {
    sentence: fill(words[says], {
      layer: layerName(bank, layer),
      threshold,
      days: bank.model.retake.warnUnderDays,
      ...scores,
    }),
    clear: says === "clearUp" || says === "clearDown",
    moved: moved
      .map((change) => ({ ...change, item: bank.items.find(({ id }) => id === change.item) }))
      .flatMap(({ item, from, to }) => {
        if (item?.layer !== layer) return [];
        const label = (option: string) =>
          option === DONT_KNOW ? item.dontKnow.label : (item.options.find(({ id }) => id === option)?.label ?? option);
        return [fill(words.row, { topic: item.topic, from: label(from), to: label(to) })];
      }),
  };
}
