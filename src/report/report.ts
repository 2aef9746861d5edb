import type { LayerId } from "#src/names/instruments.ts";
import { costPart } from "#src/report/parts/cost.ts";
import { dominantPart } from "#src/report/parts/dominant.ts";
import { evidencePart, methodPart } from "#src/report/parts/evidence.ts";
import { fixesPart } from "#src/report/parts/fixes.ts";
import { chainPart, orderPart } from "#src/report/parts/order.ts";
import { layerNames, type ReportSource, sourceOf } from "#src/report/parts/source.ts";
import { verdictPart } from "#src/report/parts/verdict.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import type { ReportWords } from "#src/words/report.ts";

/** The bars, in fixed order. Ranges are in points; `lead` marks the one bar that the accent may colour. */
export interface LayerLine {
  id: LayerId;
  number: number;
  name: string;
  question: string;
  score: number;
  status: string;
  sentence: string;
  range: readonly [number, number];
  lead: boolean;
  confidence: string;
}

export type Report = ReturnType<typeof report>;

/**
 * Every word of a result, decided once. Page, message, PDF and card only lay it out, so they cannot say different
 * things about one assessment. Pure: the same source gives the same report.
 */
export function report(given: ReportSource) {
  const source = sourceOf(given);
  const { bank, assessment } = source;
  const words = source.words.report;
  const { result, instrument } = assessment;
  const items = bank.instruments[instrument].items.length;
  const verdict = verdictPart(source);
  const dominant = dominantPart(source);
  const { overall } = result.range;

  const layers: LayerLine[] = bank.layers.map(({ id, name, question }, place) => ({
    id,
    number: place + 1,
    name,
    question,
    score: result.layers[id],
    status: result.statuses[id],
    sentence: words.statuses[id][result.statuses[id] as keyof ReportWords["statuses"]["visibility"]],
    range: result.range[id],
    lead: dominant.lead === id,
    confidence: result.layerConfidence[id],
  }));

  return {
    instrument: bank.instruments[instrument].name,
    isSnapshot: instrument === "snapshot",
    date: longDate(assessment.completedAt, source.site.language),
    revision: assessment.revision,
    bankVersion: result.bankVersion,
    modelVersion: result.modelVersion,
    answered: `${items - result.unknowns.length} of ${items} answered`,
    verdict,
    overall: {
      score: result.overall,
      band: result.band,
      sentence: words.bands[result.band as keyof ReportWords["bands"]],
      range: overall,
      likely: `Likely between ${overall[0]} and ${overall[1]}`,
    },
    dominant,
    layers,
    unreliable:
      result.withoutReliablePlace.length > 0
        ? fill(words.withoutReliablePlace, { layers: layerNames(bank, result.withoutReliablePlace) })
        : null,
    evidence: evidencePart(source),
    fixes: fixesPart(source),
    order: orderPart(source),
    chain: chainPart(source),
    contradictions: {
      heading: words.headings.contradictions,
      sentence:
        result.contradictions.length > 0
          ? fill(words.contradictions.some, { count: result.contradictions.length })
          : words.contradictions.none,
      questions: bank.contradictions
        .filter(({ id }) => result.contradictions.includes(id))
        .map(({ question }) => question),
    },
    fourYes: {
      heading: words.headings.fourYes,
      sentence: result.fourYes
        ? words.fourYes.all
        : fill(words.fourYes.some, {
            count: result.fourYesItems.filter(({ passed }) => passed).length,
            total: result.fourYesItems.length,
          }),
      list: result.fourYesItems.map(({ item, passed }) => {
        const statement = bank.items.find(({ id }) => id === item)?.statement;
        return { statement: statement ?? item, passed };
      }),
    },
    confidence: {
      level: result.confidence,
      heading: fill(words.headings.confidence, { confidence: result.confidence }),
      sentence: words.confidences[result.confidence],
      facts: [
        { figure: `${result.unknowns.length} of ${items}`, text: words.confidenceFacts.unknowns },
        { figure: String(result.contradictions.length), text: words.confidenceFacts.contradictions },
        { figure: "About 80%", text: words.confidenceFacts.simulated },
      ],
      flags: [...(result.hasty ? [words.hasty] : []), ...(result.provisional ? [words.provisional] : [])],
    },
    cost: costPart(source),
    method: methodPart(source),
  };
}
