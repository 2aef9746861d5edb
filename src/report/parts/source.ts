import type { Banks } from "#src/instruments/banks.ts";
import type { Bank, Item } from "#src/instruments/instrument.ts";
import type { Situation } from "#src/instruments/variants.ts";
import { memoised } from "#src/memoised.ts";
import type { Closer } from "#src/names/blind-spots.ts";
import { DONT_KNOW, type InstrumentId, type LayerId } from "#src/names/instruments.ts";
import type { Result } from "#src/scoring/result.ts";
import type { Words } from "#src/words/load.ts";
import { joinNames } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

/** The answer to `c_team` of a firm of one. */
const JUST_ME = "1";
/** Verdicts whose "not that" rules out a new field, tool or automation (method 2.0.0, section 3). */
const ON_PAPER: readonly Result["verdict"][] = ["SCENARIO_A", "NO_SYSTEM", "PROCESS_NO_TOOL"];

/** What a report is made of: one completed sitting, one revision of its result. */
export interface ReportedAssessment {
  instrument: InstrumentId;
  completedAt: number;
  scored: Readonly<Record<string, string>>;
  /** What was said about the firm, by context item. */
  context?: Readonly<Record<string, string>> | undefined;
  /** Answers that came in after completion, and from whom. */
  closed?: readonly { item: string; by: Closer }[] | undefined;
  revision: number;
  sizing: Readonly<Record<string, number>>;
  currency: string;
  result: Result;
}

/** What changed since the reading before: a retake's report opens with it. */
export interface Since {
  lines: string[];
  /** Whether it may be called a clear change, and so bear the accent. */
  clear: boolean;
  lede: string;
  /** What was called done in between. */
  done: { heading: string; lines: string[] } | null;
  fell: { heading: string; lines: { layer: LayerId; prompt: string; from: string; to: string }[] } | null;
  /** All that moved, in one line. */
  moved: string;
}

/** What a report is made from. The version that speaks is that of the result. */
export interface ReportSource {
  banks: Pick<Banks, "of">;
  words: Source["words"];
  site: Site;
  assessment: ReportedAssessment;
  since?: Since | null | undefined;
}

/** Everything the parts of a report read. */
export interface Source {
  bank: Bank;
  words: Pick<Words, "report">;
  site: Site;
  assessment: ReportedAssessment;
}

/** The answers with the version that asked. */
type Heard = Pick<Source, "bank" | "assessment">;

/** The source of a report with the bank of its result's version. */
export function withItsBank({ banks, words, site, assessment }: ReportSource): Source {
  return { bank: banks.of(assessment.result.bankVersion), words, site, assessment };
}

/** What the words of this result depend on, beside the answer that they belong to. */
export const situationOf = memoised(({ bank, assessment }: Heard): Situation => {
  const { instrument, scored, context, result } = assessment;
  const answerTo = (id: string) => (Object.hasOwn(scored, id) ? scored[id] : undefined) ?? DONT_KNOW;
  return {
    solo: isSolo({ context }),
    paper: ON_PAPER.includes(result.verdict),
    answers: Object.fromEntries(bank.instruments[instrument].items.map((id) => [id, answerTo(id)])),
  };
});

/** Whether the firm is one person. */
export const isSolo = ({ context }: Pick<ReportedAssessment, "context">) => context?.c_team === JUST_ME;

/** The items that were asked, in bank order. */
export const itemsAsked = memoised(({ bank, assessment }: Heard): Item[] => {
  const asked = new Set(bank.instruments[assessment.instrument].items);
  return bank.items.filter(({ id }) => asked.has(id));
});

/** The items of one layer that were asked. */
export function itemsOn(source: Heard, layer: LayerId): Item[] {
  return itemsAsked(source).filter((item) => item.layer === layer);
}

/** The option that was chosen for an item; null for "Not sure" and for no answer. */
export function chosenOption({ assessment }: Pick<Source, "assessment">, item: Item): Item["options"][number] | null {
  const chosen = Object.hasOwn(assessment.scored, item.id) ? assessment.scored[item.id] : undefined;
  return item.options.find(({ id }) => id === chosen) ?? null;
}

/** A layer as visitors know it. */
export function layerName(bank: Bank, id: LayerId): string {
  return bank.layers.find((layer) => layer.id === id)?.name ?? id;
}

/** Several layers in one phrase. */
export function layerNames(bank: Bank, ids: readonly LayerId[]): string {
  return joinNames(ids.map((id) => layerName(bank, id)));
}
