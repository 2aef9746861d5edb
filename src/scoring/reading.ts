import type { Questions } from "#src/instruments/instrument.ts";
import type { Question } from "#src/instruments/item.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import type { Submission } from "./result.ts";

/** One scored item with what was answered. `credit` is 0 for "dk" and for no answer at all. */
export interface Answered extends Readonly<Pick<Question, "layer" | "facet" | "gate">> {
  readonly item: Question;
  readonly credit: number;
  readonly state: "chosen" | "unknown" | "missing";
}

/** A submission checked against the bank: the instrument's items in bank order, the tool, and sizing inside bounds. */
export interface Reading {
  answered: readonly Answered[];
  /** What was answered to one item; undefined where the instrument does not ask it. */
  of(item: string): Answered | undefined;
  /** The answer to `c_tool`; "none" where it is missing. */
  tool: string;
  sizing: Readonly<Record<string, number>>;
}

/** Scoring refuses ids it does not know; `code` tells this error apart across module graphs. */
export class UnknownIdError extends Error {
  readonly code = "UNKNOWN_ID";
}

/** An item with every answer that it can have, by option; its place among those that an instrument asks, -1 for none. */
interface Answerable {
  item: Question;
  options: ReadonlyMap<string, Answered>;
  missing: Answered;
  place: Record<InstrumentId, number>;
}

interface Index {
  items: ReadonlyMap<string, Answerable>;
  /** What an instrument asks, in bank order, with nothing answered. */
  unanswered: Record<InstrumentId, Answered[]>;
}

const indexes = new WeakMap<Questions, Index>();

/** The items of a bank by their ids, listed once for each version. */
function indexOf(bank: Questions): Index {
  const known = indexes.get(bank);
  if (known) return known;
  const places = { snapshot: placesIn(bank, "snapshot"), diagnostic: placesIn(bank, "diagnostic") };
  const answerables = bank.items.map((item) => answerable(item, places));
  const unanswered = (instrument: InstrumentId) =>
    answerables.filter(({ place }) => place[instrument] >= 0).map(({ missing }) => missing);
  const index = {
    items: new Map(answerables.map((one) => [one.item.id, one])),
    unanswered: { snapshot: unanswered("snapshot"), diagnostic: unanswered("diagnostic") },
  };
  indexes.set(bank, index);
  return index;
}

function placesIn({ items, instruments }: Questions, instrument: InstrumentId): string[] {
  return items.map(({ id }) => id).filter((id) => instruments[instrument].items.includes(id));
}

function answerable(item: Question, places: Record<InstrumentId, string[]>): Answerable {
  const { layer, facet, gate } = item;
  const answer = (credit: number, state: Answered["state"]): Answered =>
    Object.freeze({ item, layer, facet, gate, credit, state });
  return {
    item,
    options: new Map([
      ...item.options.map(({ id, credit }) => [id, answer(credit, "chosen")] as const),
      ["dk", answer(0, "unknown")],
    ]),
    missing: answer(0, "missing"),
    place: { snapshot: places.snapshot.indexOf(item.id), diagnostic: places.diagnostic.indexOf(item.id) },
  };
}

function answerOf({ item, options, missing }: Answerable, option: string | undefined): Answered {
  if (option === undefined) return missing;
  const answered = options.get(option);
  if (answered) return answered;
  throw new UnknownIdError(`Item ${item.id} has no option "${option}". It offers: ${[...options.keys()].join(", ")}.`);
}

function toolOf(bank: Questions, context: Submission["context"]): string {
  const given = context && Object.hasOwn(context, "c_tool") ? context.c_tool : undefined;
  if (given === undefined) return "none";
  const offered = bank.context.find(({ id }) => id === "c_tool")?.options ?? [];
  if (offered.some(({ id }) => id === given)) return given;
  throw new UnknownIdError(`c_tool is "${given}". It must be one of: ${offered.map(({ id }) => id).join(", ")}.`);
}

function sizingOf(bank: Questions, given: Submission["sizing"]): Record<string, number> {
  const sizing: Record<string, number> = {};
  for (const id in given) {
    const field = bank.sizing.find((candidate) => candidate.id === id);
    if (!field) throw new UnknownIdError(`There is no sizing number "${id}" in bank ${bank.bankVersion}.`);
    const value = given[id];
    if (value !== undefined && value >= field.min && value <= field.max) sizing[id] = value;
  }
  return sizing;
}

/**
 * Reads a submission (method, section 2). Items of the bank that this instrument does not ask are checked and then
 * ignored; a sizing value outside the bank's bounds counts as absent.
 * @throws {UnknownIdError} for an item, option, tool or sizing id that the bank does not have.
 */
export function read(bank: Questions, instrument: InstrumentId, submission: Submission): Reading {
  const { items, unanswered } = indexOf(bank);
  const answered = [...unanswered[instrument]];
  for (const id of Object.keys(submission.answers)) {
    const item = items.get(id);
    if (!item) throw new UnknownIdError(`There is no item "${id}" in bank ${bank.bankVersion}.`);
    const answer = answerOf(item, submission.answers[id]);
    const place = item.place[instrument];
    if (place >= 0) answered[place] = answer;
  }
  return {
    answered,
    of: (id) => answered[items.get(id)?.place[instrument] ?? -1],
    tool: toolOf(bank, submission.context),
    sizing: sizingOf(bank, submission.sizing),
  };
}

/** The same answers with every unknown one of these items at full credit; without a list, with all of them so. */
export function atFullCredit(answered: readonly Answered[], items?: readonly string[]): Answered[] {
  return answered.map((one) =>
    one.state !== "chosen" && (!items || items.includes(one.item.id)) ? { ...one, credit: 4, state: "chosen" } : one,
  );
}
