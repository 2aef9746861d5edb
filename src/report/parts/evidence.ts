import type { Item } from "#src/instruments/instrument.ts";
import { textFor } from "#src/instruments/variants.ts";
import { fill } from "#src/words/phrase.ts";
import { leadLayer } from "./dominant.ts";
import { layerName, type Source, situationOf } from "./source.ts";

/** One answer shown as evidence. `credit` is 0 to 4; an unknown answer earns 0 and says so. */
export interface EvidenceRow {
  item: string;
  question: string;
  answer: string;
  credit: number;
  known: boolean;
  why: string;
}

function row(source: Source, item: Item): EvidenceRow {
  const { assessment } = source;
  const words = source.words.report;
  const situation = situationOf(source);
  const chosen = Object.hasOwn(assessment.scored, item.id) ? assessment.scored[item.id] : undefined;
  const option = item.options.find(({ id }) => id === chosen);
  const base = { item: item.id, question: item.prompt };
  if (!option)
    return {
      ...base,
      answer: item.dontKnow.label,
      credit: 0,
      known: false,
      why: textFor(item.unknown.finding, situation),
    };
  const finding = item.findings.find(({ id }) => id === option.id)?.finding;
  const why = finding === undefined ? words.fullCredit : textFor(finding, situation);
  return { ...base, answer: option.label, credit: option.credit, known: true, why };
}

function itemsAsked({ bank, assessment }: Source): Item[] {
  const asked = bank.instruments[assessment.instrument].items;
  return bank.items.filter(({ id }) => asked.includes(id));
}

/** "Because you said": the answers behind the layer that the report names, weakest first. */
export function evidencePart(source: Source) {
  const { bank, assessment } = source;
  const words = source.words.report;
  const layer = leadLayer(assessment.result);
  return {
    heading: words.headings.evidence,
    intro: fill(words.headings.evidenceIntro, { layer: layerName(bank, layer) }),
    rows: itemsAsked(source)
      .filter((item) => item.layer === layer)
      .map((item) => row(source, item))
      .sort((a, b) => a.credit - b.credit),
  };
}

/** How the score was made: every answer with its credit, layer by layer. */
export function methodPart(source: Source) {
  return {
    heading: source.words.report.headings.method,
    layers: source.bank.layers.map(({ id, name }) => {
      const rows = itemsAsked(source)
        .filter((item) => item.layer === id)
        .map((item) => row(source, item));
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
