import { type Scored, scoreAgain } from "#src/assessments/score-again.ts";
import type { Banks } from "#src/instruments/banks.ts";
import type { Item } from "#src/instruments/instrument.ts";
import type { Result } from "#src/scoring/result.ts";
import { fill, plain } from "#src/words/phrase.ts";
import { fixesPart } from "./parts/fixes.ts";
import { chosenOption, layerName, type ReportSource, type Source, withItsBank } from "./parts/source.ts";

/** One answer at full marks: what it is today, what it would be, and how far that reaches. */
export interface WhatIf {
  item: string;
  prompt: string;
  today: string;
  atFull: string;
  /** Scores of the layer. */
  from: number;
  to: number;
  /** Which layer and how far, the score, and where the order of work would begin. */
  sentences: string[];
}

type WhatIfSource = Omit<ReportSource, "banks" | "assessment"> & {
  banks: Banks;
  assessment: ReportSource["assessment"] & Scored;
};

/**
 * What each known answer under a first fix would change by itself, at full marks (method 2.0.0, section 8: layers, score and
 * order of work, no verdict). Null where no first fix changes a known answer. Pure.
 */
export function whatIfPart(given: WhatIfSource) {
  const source = withItsBank(given);
  const words = source.words.report.whatIf;
  const list = fixesPart(source).list.flatMap(({ item: id }) => {
    const item = source.bank.items.find((one) => one.id === id);
    const today = item && chosenOption(source, item);
    const best = item?.options.find(({ credit }) => credit === 4);
    return item && today && best && today !== best ? [changed(given, source, { item, today, best })] : [];
  });
  return list.length === 0 ? null : { title: words.title, lead: words.lead, list };
}

type Option = Item["options"][number];

function changed(
  given: WhatIfSource,
  source: Source,
  { item, today, best }: { item: Item; today: Option; best: Option },
): WhatIf {
  const { bank, assessment } = source;
  const { result } = assessment;
  const after = scoreAgain(given, given.assessment, { answers: { [item.id]: best.id } });
  const { layer } = item;
  const words = source.words.report.whatIf;
  const values = { before: result.overall, after: after.overall };
  return {
    item: item.id,
    prompt: item.prompt,
    today: today.label,
    atFull: best.label,
    from: result.layers[layer],
    to: after.layers[layer],
    sentences: [
      fill(words.layer, {
        layer: layerName(bank, layer),
        before: plain(result.layers[layer], source.site.language),
        after: plain(after.layers[layer], source.site.language),
      }),
      fill(result.overall === after.overall ? words.scoreSame : words.score, values),
      orderSentence(source, after),
    ],
  };
}

function orderSentence({ bank, words, assessment }: Source, { sequence }: Result): string {
  const { order, orderSame, orderNone } = words.report.whatIf;
  const [first] = sequence;
  if (!first) return fill(orderNone, { holdAt: bank.model.dominant.holdAt });
  const isSame = first === assessment.result.sequence[0];
  return fill(isSame ? orderSame : order, { layer: layerName(bank, first) });
}
