import type { Item } from "#src/instruments/instrument.ts";
import { textFor } from "#src/instruments/variants.ts";
import { firstTrue } from "#src/words/needs.ts";
import { counted } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import { factsOf, leadLayer } from "./facts.ts";
import { chosenOption, itemsAsked, itemsOn, layerName, type Source, situationOf } from "./source.ts";

/** One answer shown as evidence. `credit` is 0 to 4; an unknown answer earns 0, and `mark` says which of the two it is. */
export interface EvidenceRow {
  item: string;
  question: string;
  answer: string;
  credit: number;
  mark: string;
  known: boolean;
  why: string;
}

/** One answer with what it says and no more; "Not sure" and no answer say only that. */
export function answerRow(source: Source, item: Item): EvidenceRow {
  const { answers: words } = source.words.report;
  const situation = situationOf(source);
  const option = chosenOption(source, item);
  const base = { item: item.id, question: item.prompt };
  if (!option) {
    const isSkipped = !Object.hasOwn(source.assessment.scored, item.id);
    return {
      ...base,
      answer: isSkipped ? words.missing : item.dontKnow.label,
      credit: 0,
      mark: words.unknown,
      known: false,
      why: isSkipped ? words.skipped : textFor(item.unknown.finding, situation),
    };
  }
  const finding = item.findings.find(({ id }) => id === option.id)?.finding;
  const mark = fill(words.credit, { credit: option.credit });
  const isColleagues = source.assessment.closed?.some((one) => one.item === item.id && one.by === "colleague");
  return {
    ...base,
    answer: option.label,
    credit: option.credit,
    mark: isColleagues ? fill(words.colleague, { mark }) : mark,
    known: true,
    why: finding === undefined ? words.full : textFor(finding, situation),
  };
}

/** The answers behind the layer that the report names: the weakest first, unknown ones apart at the end. */
export function evidencePart(source: Source) {
  const { bank, assessment } = source;
  const { headings, answers: words } = source.words.report;
  const layer = leadLayer(assessment.result);
  return {
    heading: headings.evidence,
    intro: fill(firstTrue(words.intro, factsOf(source)).text, { layer: layerName(bank, layer) }),
    rows: itemsOn(source, layer)
      .map((item) => answerRow(source, item))
      .sort((a, b) => Number(b.known) - Number(a.known) || a.credit - b.credit),
  };
}

/** Every unknown answer with where to look it up; null where all are known. */
export function unknownPart(source: Source) {
  const { bank, assessment } = source;
  const { headings, unknown: words } = source.words.report;
  const { unknowns, deciding } = assessment.result;
  const situation = situationOf(source);
  const rows = itemsAsked(source)
    .filter(({ id }) => unknowns.includes(id))
    .map((item) => ({
      item: item.id,
      question: item.prompt,
      layer: layerName(bank, item.layer),
      lookUp: textFor(item.unknown.lookUp, situation),
      decides: deciding.includes(item.id) ? (deciding.length === 1 ? words.decides : words.decide) : null,
    }));
  if (rows.length === 0) return null;
  return { heading: headings.unknown, intro: counted(words.intro, rows.length), rows };
}

/** How the score was made: every answer with its credit, layer by layer. */
export function methodPart(source: Source) {
  return {
    heading: source.words.report.headings.method,
    layers: source.bank.layers.map(({ id, name }) => {
      const rows = itemsOn(source, id).map((item) => answerRow(source, item));
      return {
        name,
        score: source.assessment.result.layers[id],
        credits: rows.reduce((sum, { credit }) => sum + credit, 0),
        most: 4 * rows.length,
        rows,
      };
    }),
  };
}
