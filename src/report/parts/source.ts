import type { Bank } from "#src/instruments/instrument.ts";
import type { InstrumentId, LayerId } from "#src/names/instruments.ts";
import type { Result } from "#src/scoring/result.ts";
import type { Words } from "#src/words/load.ts";
import { joinNames } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

/** What a report is made of: one completed sitting, one revision of its result. */
export interface Reported {
  instrument: InstrumentId;
  completedAt: number;
  scored: Readonly<Record<string, string>>;
  revision: number;
  sizing: Readonly<Record<string, number>>;
  currency: string;
  result: Result;
}

/** Everything the parts of a report read. */
export interface Source {
  bank: Bank;
  words: Pick<Words, "report">;
  site: Site;
  assessment: Reported;
}

/** A layer as visitors know it. */
export function layerName(bank: Bank, id: LayerId): string {
  return bank.layers.find((layer) => layer.id === id)?.name ?? id;
}

/** Several layers in one phrase. */
export function layerNames(bank: Bank, ids: readonly LayerId[]): string {
  return joinNames(ids.map((id) => layerName(bank, id)));
}
