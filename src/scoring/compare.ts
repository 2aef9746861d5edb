import type { Banks } from "#src/instruments/banks.ts";
import type { Questions } from "#src/instruments/instrument.ts";
import type { Question } from "#src/instruments/item.ts";
import { DONT_KNOW, type InstrumentId } from "#src/names/instruments.ts";
import { display, perLayer } from "./layers.ts";
import { read } from "./reading.ts";
import type { PerLayer, Result } from "./result.ts";
import { scoresOf } from "./scores.ts";

/** One completed sitting as it was scored. `completedAt` is milliseconds since 1970. */
export interface Occasion {
  instrument: InstrumentId;
  completedAt: number;
  answers: Readonly<Record<string, string>>;
  result: Pick<Result, "bankVersion" | "layers" | "overall" | "confidence">;
}

/** A difference of displayed scores. */
export interface Change {
  before: number;
  after: number;
  difference: number;
  /** The difference with every item that is unknown on either occasion held at its earlier credit. */
  held: number;
  /** Whether the difference alone reaches the instrument's published threshold. */
  reached: boolean;
  /** Whether `held` reaches it too, the same way. */
  clear: boolean;
}

/**
 * An answer that is another one now. A missing answer counts as "dk"; `credits` is the difference in credit, and null for a
 * move to or from "dk", which goes neither up nor down.
 */
export interface MovedAnswer {
  item: string;
  from: string;
  to: string;
  credits: number | null;
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

const majorOf = (version: string) => version.split(".")[0];
const DAY = 24 * 60 * 60 * 1000;

/** What changed between two occasions (method, section 9; 2.0.0, section 9). Headline scores are compared only like with like. */
export function compare(banks: Pick<Banks, "of">, before: Occasion, after: Occasion): Comparison {
  const bank = banks.of(after.result.bankVersion);
  const earlier = banks.of(before.result.bankVersion);
  const sameInstrument = before.instrument === after.instrument;
  const sameVersion = majorOf(before.result.bankVersion) === majorOf(after.result.bankVersion);
  const basis = !sameVersion ? "anchors" : sameInstrument ? "scores" : "shared-items";
  const certain = before.result.confidence !== "low" && after.result.confidence !== "low";
  const comparable = basis === "scores" && certain;

  const limits = bank.model.clearChange[after.instrument];
  const gained = comparable ? gainedByUnknowns(bank, before, after) : null;
  const change = (was: number, is: number, fromUnknowns: number, limit: number): Change => {
    const difference = is - was;
    const held = difference - fromUnknowns;
    const reached = Math.abs(difference) >= limit;
    const clear = reached && Math.abs(held) >= limit && Math.sign(held) === Math.sign(difference);
    return { before: was, after: is, difference, held, reached, clear };
  };
  const days = (after.completedAt - before.completedAt) / DAY;

  return {
    basis,
    tooUncertain: basis === "scores" && !certain,
    overall: gained && change(before.result.overall, after.result.overall, gained.overall, limits.overall),
    layers:
      gained && after.instrument === "diagnostic"
        ? perLayer((id) => change(before.result.layers[id], after.result.layers[id], gained.layers[id], limits.layer))
        : null,
    moved: movedAnswers(askedBothTimes(earlier, bank, before, after), before, after),
    tooSoon: days < bank.model.retake.warnUnderDays,
    retakeDue: days >= bank.model.retake.inviteAtDays,
  };
}

/**
 * By how many displayed points the later scores are higher than if every item that is unknown on either occasion had
 * kept its earlier credit; 0 where each is known on both.
 */
function gainedByUnknowns(bank: Questions, before: Occasion, after: Occasion) {
  const answeredOn = ({ instrument, answers }: Occasion) => read(bank, instrument, { answers }).answered;
  const [was, is] = [answeredOn(before), answeredOn(after)];
  const held = is.map((answered, place) => {
    const earlier = was[place] ?? answered;
    const isKnown = answered.state === "chosen" && earlier.state === "chosen";
    return isKnown ? answered : { ...answered, credit: earlier.credit };
  });
  const [own, kept] = [scoresOf(bank, is), scoresOf(bank, held)];
  return {
    overall: display(own.overall) - display(kept.overall),
    layers: perLayer((id) => display(own.layers[id]) - display(kept.layers[id])),
  };
}

/**
 * The questions that both sittings were asked, in bank order. Across major versions an id stands for the same question in
 * both, and one without an answer is left out.
 */
export function askedBothTimes<T extends Question>(
  earlier: Pick<Questions, "items" | "instruments" | "bankVersion">,
  bank: { items: T[]; instruments: Questions["instruments"]; bankVersion: string },
  before: Pick<Occasion, "instrument" | "answers">,
  after: Pick<Occasion, "instrument" | "answers">,
): T[] {
  const wasAsked = new Set(earlier.instruments[before.instrument].items);
  const isAsked = new Set(bank.instruments[after.instrument].items);
  const anchors = majorOf(earlier.bankVersion) !== majorOf(bank.bankVersion);
  const isAnswered = (id: string) => Object.hasOwn(before.answers, id) && Object.hasOwn(after.answers, id);
  return bank.items.filter(({ id }) => wasAsked.has(id) && isAsked.has(id) && (!anchors || isAnswered(id)));
}

function movedAnswers(items: readonly Question[], before: Occasion, after: Occasion): MovedAnswer[] {
  const answerTo = ({ id }: Question, { answers }: Occasion) =>
    (Object.hasOwn(answers, id) ? answers[id] : DONT_KNOW) ?? DONT_KNOW;
  return items
    .map((item) => ({ item, from: answerTo(item, before), to: answerTo(item, after) }))
    .filter(({ from, to }) => from !== to)
    .map(({ item, from, to }) => ({ item: item.id, from, to, credits: creditsBetween(item, from, to) }));
}

function creditsBetween(item: Question, from: string, to: string): number | null {
  if (from === DONT_KNOW || to === DONT_KNOW) return null;
  const creditOf = (option: string) => item.options.find(({ id }) => id === option)?.credit ?? 0;
  return creditOf(to) - creditOf(from);
}
