import { openUntil } from "#src/assessments/blind-spots/rules.ts";
import type { Item } from "#src/instruments/instrument.ts";
import { textFor } from "#src/instruments/variants.ts";
import type { LayerId } from "#src/names/instruments.ts";
import { counted } from "#src/words/numbers.ts";
import { fill, joinNames, longDate } from "#src/words/phrase.ts";
import { factsOf, leadLayer } from "./facts.ts";
import { fixesPart } from "./fixes.ts";
import { missedAnswers } from "./missed-answers.ts";
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
    why: finding === undefined ? "" : textFor(finding, situation),
  };
}

/**
 * The answers behind the layer that the report names: those below full marks, the weakest first and unknown ones at the end, then
 * the topics of the others in one sentence. What the verdict has said of an answer is not said again.
 */
export function evidencePart(source: Source) {
  const { bank } = source;
  const { headings, answers: words } = source.words.report;
  const layer = evidenceLayer(source);
  const asked = itemsOn(source, layer).map((item) => ({ item, row: answerRow(source, item) }));
  const topics = joinNames(asked.filter(({ row }) => row.credit === 4).map(({ item }) => item.topic));
  const told = missedAnswers(source).missed;
  const isFull = asked.every(({ row }) => row.credit === 4);
  const below = asked.filter(({ row }) => row.known && row.credit < 4).length;
  const unknown = asked.filter(({ row }) => !row.known).length;
  const values = { layer: layerName(bank, layer), topics };
  const intro = () => {
    if (isFull) return fill(words.full, values);
    if (unknown === asked.length) return fill(words.unseen, values);
    if (below === 0) return fill(words.open, values);
    return counted(unknown > 0 ? words.introOpen : words.intro, below, values);
  };
  return {
    heading: headings.evidence,
    layer: layerName(bank, layer),
    intro: intro(),
    rows: asked
      .filter(({ row }) => row.credit < 4)
      .map(({ item, row }) => (row.known && told.includes(item) ? { ...row, why: "" } : row))
      .sort((a, b) => Number(b.known) - Number(a.known) || a.credit - b.credit),
    atFull: topics === "" || isFull ? null : fill(words.atFull, { topics }),
  };
}

/** The layer that the report names; where the headline names none, the one that the order of work begins with. */
function evidenceLayer(source: Source): LayerId {
  const { clarity, level, startsHere } = factsOf(source);
  const { result } = source.assessment;
  const [first] = result.sequence;
  return clarity === "even" && level > 1 && !startsHere && first ? first : leadLayer(result);
}

/** Every unknown answer with where to look it up; null where all are known. */
export function unknownPart(source: Source) {
  const { bank, assessment, site } = source;
  const { headings, unknown: words } = source.words.report;
  const { unknowns, deciding } = assessment.result;
  const situation = situationOf(source);
  const { nothingKnown } = factsOf(source);
  const waits = nothingKnown ? [] : deciding;
  const fixes = fixesPart(source).list.map(({ item }) => item);
  const rows = itemsAsked(source)
    .filter(({ id }) => unknowns.includes(id))
    .map((item) => ({
      item: item.id,
      question: item.prompt,
      layer: layerName(bank, item.layer),
      lookUp: textFor(item.unknown.lookUp, situation),
      /** Where the first fixes have said it already, for lists that stand under them. */
      inFix: fixes.includes(item.id) ? fill(words.inFix, { number: fixes.indexOf(item.id) + 1 }) : null,
      decides: waits.includes(item.id) ? (unknowns.length === 1 ? words.decides : words.decide) : null,
    }));
  if (rows.length === 0) return null;
  return {
    heading: headings.unknown,
    intro: counted(words.intro, rows.length),
    rows,
    /** What leads to where they may be answered, in media that are no page. */
    close: counted(situation.solo ? words.closeSolo : words.close, rows.length, {
      date: longDate(openUntil(assessment), site.language),
    }),
  };
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
