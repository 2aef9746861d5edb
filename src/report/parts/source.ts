import type { Banks } from "#src/instruments/banks.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import type { Situation } from "#src/instruments/variants.ts";
import { DONT_KNOW, type InstrumentId, type LayerId } from "#src/names/instruments.ts";
import type { Result } from "#src/scoring/result.ts";
import type { Words } from "#src/words/load.ts";
import { joinNames } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

/** The answer to `c_team` of a firm of one. */
const JUST_ME = "1";

/** What a report is made of: one completed sitting, one revision of its result. */
export interface Reported {
  instrument: InstrumentId;
  completedAt: number;
  scored: Readonly<Record<string, string>>;
  /** What was said about the firm, by context item. */
  context?: Readonly<Record<string, string>> | undefined;
  revision: number;
  sizing: Readonly<Record<string, number>>;
  currency: string;
  result: Result;
}

/** What a report is made from. The version that speaks is that of the result. */
export interface ReportSource {
  banks: Pick<Banks, "of">;
  words: Source["words"];
  site: Site;
  assessment: Reported;
}

/** Everything the parts of a report read. */
export interface Source {
  bank: Bank;
  words: Pick<Words, "report">;
  site: Site;
  assessment: Reported;
}

/** The source of a report with the bank of its result's version. */
export function sourceOf({ banks, words, site, assessment }: ReportSource): Source {
  return { bank: banks.of(assessment.result.bankVersion), words, site, assessment };
}

/** What the words of this result depend on, beside the answer that they belong to. */
export function situationOf({ bank, assessment }: Pick<Source, "bank" | "assessment">): Situation {
  const { instrument, scored, context, result } = assessment;
  const answerTo = (id: string) => (Object.hasOwn(scored, id) ? scored[id] : undefined) ?? DONT_KNOW;
  return {
    solo: context?.c_team === JUST_ME,
    paper: result.verdict === "SCENARIO_A" || result.verdict === "NO_SYSTEM",
    answers: Object.fromEntries(bank.instruments[instrument].items.map((id) => [id, answerTo(id)])),
  };
}

/** A layer as visitors know it. */
export function layerName(bank: Bank, id: LayerId): string {
  return bank.layers.find((layer) => layer.id === id)?.name ?? id;
}

/** Several layers in one phrase. */
export function layerNames(bank: Bank, ids: readonly LayerId[]): string {
  return joinNames(ids.map((id) => layerName(bank, id)));
}
