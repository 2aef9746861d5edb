import { checksPart } from "#src/report/parts/checks.ts";
import { confidencePart, contradictionsPart } from "#src/report/parts/confidence.ts";
import { costPart } from "#src/report/parts/cost.ts";
import { dominantPart } from "#src/report/parts/dominant.ts";
import { evidencePart, methodPart, unknownPart } from "#src/report/parts/evidence.ts";
import { ceilingOf, factsOf } from "#src/report/parts/facts.ts";
import { fixesPart } from "#src/report/parts/fixes.ts";
import { layerLines } from "#src/report/parts/layers.ts";
import { chainPart, orderPart } from "#src/report/parts/order.ts";
import { overallPart } from "#src/report/parts/overall.ts";
import { layerNames, type ReportSource, type Source, withItsBank } from "#src/report/parts/source.ts";
import { valuesOf } from "#src/report/parts/values.ts";
import { verdictPart } from "#src/report/parts/verdict.ts";
import { firstTrue } from "#src/words/needs.ts";
import { fill, longDate } from "#src/words/phrase.ts";

export type Report = ReturnType<typeof report>;

/**
 * Every word of a result, decided once. Page, message, PDF and card only lay it out, so they cannot say different
 * things about one assessment. Pure: the same source gives the same report.
 */
export function report(given: ReportSource) {
  const source = withItsBank(given);
  const { bank, assessment } = source;
  const words = source.words.report;
  const { result, instrument } = assessment;
  const dominant = dominantPart(source);
  const overall = overallPart(source);
  const { name } = bank.instruments[instrument];

  return {
    title: fill(words.overall.title, { instrument: name, band: overall.band, score: overall.score }),
    instrument: name,
    isSnapshot: instrument === "snapshot",
    date: longDate(assessment.completedAt, source.site.language),
    revision: assessment.revision,
    since: given.since ?? null,
    bankVersion: result.bankVersion,
    modelVersion: result.modelVersion,
    answered: fill(firstTrue(words.known, factsOf(source)).text, valuesOf(source)),
    verdict: verdictPart(source),
    overall,
    dominant,
    layers: layerLines(source, dominant),
    unreliable: unreliable(source),
    evidence: evidencePart(source),
    fixes: fixesPart(source),
    order: orderPart(source),
    chain: chainPart(source),
    contradictions: contradictionsPart(source),
    checks: checksPart(source),
    unknown: unknownPart(source),
    confidence: confidencePart(source),
    cost: costPart(source),
    method: methodPart(source),
  };
}

/** What is read from records that Revenue Visibility does not vouch for; null where it does, or where nothing is known. */
function unreliable(source: Source): string | null {
  const { withoutReliablePlace: doubtful, layers } = source.assessment.result;
  const { withoutReliablePlace: words } = source.words.report;
  if (doubtful.length === 0 || factsOf(source).nothingKnown) return null;
  const values = { layers: layerNames(source.bank, doubtful), visibility: layers.visibility };
  const isOpen = ceilingOf(source, "visibility") >= source.bank.model.dominant.unreliableVisibilityBelow;
  return fill(isOpen ? words.open : words.known, values);
}
