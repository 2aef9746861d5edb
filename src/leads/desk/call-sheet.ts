import { LAYER_IDS } from "#src/names/instruments.ts";
import { UNKNOWN_STATUS } from "#src/names/scoring.ts";
import { contradictionsPart } from "#src/report/parts/confidence.ts";
import { type EvidenceRow, methodPart } from "#src/report/parts/evidence.ts";
import { factsOf, leadLayer } from "#src/report/parts/facts.ts";
import { layerName, layerNames, type Source } from "#src/report/parts/source.ts";
import type { DeskWords } from "#src/words/desk.ts";
import { fill } from "#src/words/phrase.ts";

const MOST = 3;

/** What somebody of staff needs before they call. */
export interface CallSheet {
  /**
   * Three answers to ask about: the weakest of the layer that the report names, then those of the first fixes. `why` says what an
   * answer means; null where there is none.
   */
  ask: { item: string; question: string; answer: string; why: string | null }[];
  /** Each contradiction as a question, or what is said where there is none, as in the report. */
  contradictions: Pick<ReturnType<typeof contradictionsPart>, "questions" | "sentence">;
  /** What the answers do not support, one sentence each. */
  notToSay: string[];
}

/** The call sheet of one assessment. It claims no more than its result does (method, sections 4, 7 and 8). Pure. */
export function callSheet(source: Source, words: DeskWords["callSheet"]): CallSheet {
  return {
    ask: rowsToAsk(source).map(({ item, question, answer, known, why }) => ({
      item,
      question,
      answer: known ? fill(words.askKnown, { answer }) : words.askUnknown,
      why: known ? why : null,
    })),
    contradictions: contradictionsPart(source),
    notToSay: notToSay(source, words.not),
  };
}

/** An unknown comes before a known gap: nobody can act on what nobody knows. Full credit is nothing to ask about. */
function rowsToAsk(source: Source): EvidenceRow[] {
  const weak = (rows: readonly EvidenceRow[]) =>
    rows
      .filter(({ credit }) => credit < 4)
      .toSorted((a, b) => Number(a.known) - Number(b.known) || a.credit - b.credit);
  const { fixes } = source.assessment.result;
  const { layers } = methodPart(source);
  const all = weak(layers.flatMap(({ rows }) => rows));
  const named = layers.find(({ name }) => name === layerName(source.bank, leadLayer(source.assessment.result)));
  const ofFixes = fixes.flatMap((fix) => all.find(({ item }) => item === fix.item) ?? []);
  const wanted = [...weak(named?.rows ?? []), ...ofFixes, ...all];
  return wanted.filter((row, place) => wanted.findIndex(({ item }) => item === row.item) === place).slice(0, MOST);
}

function notToSay(source: Source, words: DeskWords["callSheet"]["not"]): string[] {
  const { bank, assessment } = source;
  const { result, instrument } = assessment;
  const { clarity, confidence } = result;
  const [low, high] = result.range.overall;
  const layer = layerName(bank, leadLayer(result));
  const facts = factsOf(source);
  const isLevel = new Set(Object.values(result.exact)).size === 1;
  const unseen = LAYER_IDS.filter((id) => result.statuses[id] === UNKNOWN_STATUS);
  const sentences = [
    words[confidence],
    result.dominant === null ? (isLevel ? words.noneLevel : fill(words.none, { layer })) : null,
    result.verdictSettled ? null : words.verdict,
    unseen.length > 0 ? fill(words.unseen, { layers: layerNames(bank, unseen) }) : null,
    clarity === "unsettled" ? fill(facts.ceiling === "below" ? words.unsure : words.unsettled, { layer }) : null,
    result.dominant !== null && clarity === "leading" ? fill(words.leading, { layer, points: result.margin }) : null,
    result.dominant !== null && clarity === "joint"
      ? fill(words.joint, { layers: layerNames(bank, result.candidates) })
      : null,
    result.dominant !== null && clarity === "even" ? words.even : null,
    clarity === "blind-spot" ? fill(words["blind-spot"], { layer }) : null,
    result.withoutReliablePlace.length > 0 && !facts.nothingKnown
      ? fill(words.place, { layers: layerNames(bank, result.withoutReliablePlace) })
      : null,
    result.costShown ? words.cost : words.noCost,
    fill(words.range, { score: result.overall, low, high }),
    instrument === "snapshot" ? words.snapshot : null,
    result.contradictions.length > 0 ? words.contradictions : null,
  ];
  return sentences.filter((sentence) => sentence !== null);
}
