import type { Bank, Item } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { perLayer } from "./layers.ts";
import type { PerLayer, Result } from "./result.ts";

/** One completed sitting as it was scored. `completedAt` is milliseconds since 1970. */
export interface Occasion {
  instrument: InstrumentId;
  completedAt: number;
  answers: Readonly<Record<string, string>>;
  result: Pick<Result, "bankVersion" | "layers" | "overall" | "confidence">;
}

/** A difference of displayed scores; `clear` only when it reaches the instrument's published threshold. */
export interface Change {
  before: number;
  after: number;
  difference: number;
  clear: boolean;
}

/** An answer that is another one now. A missing answer counts as "dk"; `credits` is the difference in credit. */
export interface MovedAnswer {
  item: string;
  from: string;
  to: string;
  credits: number;
}

export interface Comparison {
  /** "scores": thresholds apply. "shared-items": Snapshot and Diagnostic. "anchors": another major version. */
  basis: "scores" | "shared-items" | "anchors";
  /** True when the basis is "scores" but one of the runs had low confidence, so no change may be called clear. */
  tooUncertain: boolean;
  overall: Change | null;
  /** Null where layer changes are not announced: in the Snapshot, and without comparable scores. */
  layers: PerLayer<Change> | null;
  moved: MovedAnswer[];
  tooSoon: boolean;
  retakeDue: boolean;
}

const DAY = 24 * 60 * 60 * 1000;
const majorOf = (version: string) => version.split(".")[0];

/** What changed between two occasions (method, section 9). Headline scores are compared only like with like. */
export function compare(bank: Bank, before: Occasion, after: Occasion): Comparison {
  const sameInstrument = before.instrument === after.instrument;
  const sameVersion = majorOf(before.result.bankVersion) === majorOf(after.result.bankVersion);
  const basis = !sameVersion ? "anchors" : sameInstrument ? "scores" : "shared-items";
  const certain = before.result.confidence !== "low" && after.result.confidence !== "low";
  const comparable = basis === "scores" && certain;

  const limits = bank.model.clearChange[after.instrument];
  const change = (was: number, is: number, limit: number): Change => ({
    before: was,
    after: is,
    difference: is - was,
    clear: Math.abs(is - was) >= limit,
  });
  const days = (after.completedAt - before.completedAt) / DAY;

  return {
    basis,
    tooUncertain: basis === "scores" && !certain,
    overall: comparable ? change(before.result.overall, after.result.overall, limits.overall) : null,
    layers:
      comparable && after.instrument === "diagnostic"
        ? perLayer(bank, (id) => change(before.result.layers[id], after.result.layers[id], limits.layer))
        : null,
    moved: movedAnswers(bank, before, after, basis === "anchors"),
    tooSoon: days < bank.model.retake.warnUnderDays,
    retakeDue: days >= bank.model.retake.inviteAtDays,
  };
}

function movedAnswers(bank: Bank, before: Occasion, after: Occasion, anchors: boolean): MovedAnswer[] {
  const asked = (item: Item, occasion: Occasion) => item.instruments.includes(occasion.instrument);
  const answerTo = (item: Item, { answers }: Occasion) =>
    (Object.hasOwn(answers, item.id) ? answers[item.id] : "dk") ?? "dk";
  // Across major versions an item without an answer may not have existed then.
  const stood = (item: Item) => Object.hasOwn(before.answers, item.id) && Object.hasOwn(after.answers, item.id);
  const creditOf = (item: Item, option: string) => item.options.find(({ id }) => id === option)?.credit ?? 0;
  return bank.items
    .filter((item) => asked(item, before) && asked(item, after) && (!anchors || stood(item)))
    .map((item) => ({ item, from: answerTo(item, before), to: answerTo(item, after) }))
    .filter(({ from, to }) => from !== to)
    .map(({ item, from, to }) => ({ item: item.id, from, to, credits: creditOf(item, to) - creditOf(item, from) }));
}
