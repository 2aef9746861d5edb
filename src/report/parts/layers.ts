import type { LayerId } from "#src/names/instruments.ts";
import { UNKNOWN_STATUS } from "#src/names/scoring.ts";
import { display, intervalName } from "#src/scoring/layers.ts";
import { capital, counted, inWords } from "#src/words/numbers.ts";
import { fill, plain } from "#src/words/phrase.ts";
import type { ReportWords } from "#src/words/report.ts";
import type { dominantPart } from "./dominant.ts";
import { ceilingOf, unknownOn } from "./facts.ts";
import { itemsOn, layerName, type Source } from "./source.ts";

/** The bars, in fixed order. Ranges are in points; `lead` is the bar that is tagged, `accent` whether in the brand's colour. */
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
  accent: boolean;
  /** Too much is unknown for a bar: only the range is drawn. */
  rangeOnly: boolean;
  confidence: string;
}

/** The five layers as they are shown (method, section 3; 2.0.0, section 5). */
export function layerLines(source: Source, { lead, accent }: ReturnType<typeof dominantPart>): LayerLine[] {
  const { result } = source.assessment;
  return source.bank.layers.map(({ id, name, question }, place) => ({
    id,
    number: place + 1,
    name,
    question,
    score: result.layers[id],
    status: statusWord(source, id),
    sentence: sentenceOf(source, id),
    range: result.range[id],
    lead: lead === id,
    accent: accent && lead === id,
    rangeOnly: result.statuses[id] === UNKNOWN_STATUS,
    confidence: result.layerConfidence[id],
  }));
}

/** The status of a layer; with one of two answers unknown, the words of both ends where the version has them. */
export function statusWord(source: Source, layer: LayerId): string {
  const { low, high } = endsOf(source, layer);
  return low === high ? low : fill(source.words.report.layers.ends, { low, high });
}

function endsOf(source: Source, layer: LayerId): { low: string; high: string } {
  const { bank, assessment } = source;
  const low = assessment.result.statuses[layer];
  const isOpen = bank.model.statusUnknownAt && assessment.instrument === "snapshot" && unknownOn(source, layer) > 0;
  if (!isOpen || low === UNKNOWN_STATUS) return { low, high: low };
  return { low, high: intervalName(bank.model.layerStatuses, display(ceilingOf(source, layer))) };
}

function sentenceOf(source: Source, layer: LayerId): string {
  const { bank, assessment, words } = source;
  const { result } = assessment;
  const { layers: own, statuses, about } = words.report;
  const status = result.statuses[layer];
  const unknown = unknownOn(source, layer);
  const total = itemsOn(source, layer).length;
  if (status === UNKNOWN_STATUS) {
    const values = { Count: capital(inWords(unknown)), total: inWords(total) };
    return fill(total === unknown ? own.none : own.unknown, values);
  }
  const ends = endsOf(source, layer);
  if (ends.low !== ends.high) return fill(own.between, ends);
  if (unknown > 0) return counted(own.open, unknown, { upper: plain(ceilingOf(source, layer), source.site.language) });
  if (result.exact[layer] === 100) return fill(own.full, { layer: layerName(bank, layer) });
  return fill(statuses[status as keyof ReportWords["statuses"]], { about: about[layer] });
}
