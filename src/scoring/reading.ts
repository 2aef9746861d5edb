import type { Questions } from "#src/instruments/instrument.ts";
import type { Question } from "#src/instruments/item.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import type { Submission } from "./result.ts";

/** One scored item with what was answered. `credit` is 0 for "dk" and for no answer at all. */
export interface Answered {
  item: Question;
  credit: number;
  state: "chosen" | "unknown" | "missing";
}

/** A submission checked against the bank: the instrument's items in bank order, the tool, and sizing inside bounds. */
export interface Reading {
  answered: Answered[];
  /** The answer to `c_tool`; "none" where it is missing. */
  tool: string;
  sizing: Record<string, number>;
}

/** Scoring refuses ids it does not know; `code` tells this error apart across module graphs. */
export class UnknownIdError extends Error {
  readonly code = "UNKNOWN_ID";
}

function answerOf(item: Question, chosen: string | undefined): Answered {
  if (chosen === undefined) return { item, credit: 0, state: "missing" };
  if (chosen === "dk") return { item, credit: 0, state: "unknown" };
  const option = item.options.find((candidate) => candidate.id === chosen);
  if (!option) {
    const offered = [...item.options.map((candidate) => candidate.id), "dk"].join(", ");
    throw new UnknownIdError(`Item ${item.id} has no option "${chosen}". It offers: ${offered}.`);
  }
  return { item, credit: option.credit, state: "chosen" };
}

function toolOf(bank: Questions, context: Submission["context"]): string {
  const given = context && Object.hasOwn(context, "c_tool") ? context.c_tool : undefined;
  if (given === undefined) return "none";
  const offered = bank.context.find(({ id }) => id === "c_tool")?.options.map(({ id }) => id) ?? [];
  if (!offered.includes(given))
    throw new UnknownIdError(`c_tool is "${given}". It must be one of: ${offered.join(", ")}.`);
  return given;
}

interface Index {
  items: ReadonlyMap<string, Question>;
  /** What each instrument asks, in bank order. */
  asked: Record<InstrumentId, Question[]>;
}

const indexes = new WeakMap<Questions, Index>();

/** The items of a bank by their ids, listed once for each version. */
function indexOf(bank: Questions): Index {
  const known = indexes.get(bank);
  if (known) return known;
  const askedBy = (instrument: InstrumentId) =>
    bank.items.filter(({ id }) => bank.instruments[instrument].items.includes(id));
  const index = {
    items: new Map(bank.items.map((item) => [item.id, item])),
    asked: { snapshot: askedBy("snapshot"), diagnostic: askedBy("diagnostic") },
  };
  indexes.set(bank, index);
  return index;
}

/**
 * Reads a submission (method, section 2). Items of the bank that this instrument does not ask are checked and then
 * ignored; a sizing value outside the bank's bounds counts as absent.
 * @throws {UnknownIdError} for an item, option, tool or sizing id that the bank does not have.
 */
export function read(bank: Questions, instrument: InstrumentId, submission: Submission): Reading {
  const given: Record<string, Answered> = Object.create(null);
  const { items, asked } = indexOf(bank);
  for (const id of Object.keys(submission.answers)) {
    const item = items.get(id);
    if (!item) throw new UnknownIdError(`There is no item "${id}" in bank ${bank.bankVersion}.`);
    given[id] = answerOf(item, submission.answers[id]);
  }

  const sizing: Record<string, number> = {};
  for (const [id, value] of Object.entries(submission.sizing ?? {})) {
    const field = bank.sizing.find((candidate) => candidate.id === id);
    if (!field) throw new UnknownIdError(`There is no sizing number "${id}" in bank ${bank.bankVersion}.`);
    if (value >= field.min && value <= field.max) sizing[id] = value;
  }

  const answered = asked[instrument].map((item) => given[item.id] ?? answerOf(item, undefined));
  return { answered, tool: toolOf(bank, submission.context), sizing };
}

/** The same answers with every unknown one of these items at full credit; without a list, with all of them so. */
export function atFullCredit(answered: readonly Answered[], items?: readonly string[]): Answered[] {
  return answered.map((one) =>
    one.state !== "chosen" && (!items || items.includes(one.item.id)) ? { ...one, credit: 4, state: "chosen" } : one,
  );
}
