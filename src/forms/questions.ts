import { createHash } from "node:crypto";
import { steps } from "#src/assessments/journey.ts";
import type { QuestionView, TakeView } from "#src/assessments/question-view.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";

/** The questions of one instrument as a page and its script read them. */
export interface Questions {
  inOrder: readonly QuestionView[];
  order: TakeView["order"];
  json: string;
  /** Its address, which changes with any word: what has been fetched from it may be kept for ever. */
  path: string;
}

const made = new WeakMap<Bank, Map<InstrumentId, Questions>>();

/** The questions that an instrument of this version asks, made once for each version. */
export function questionsOf(bank: Bank, instrument: InstrumentId): Questions {
  const known = made.get(bank) ?? new Map<InstrumentId, Questions>();
  made.set(bank, known);
  const questions = known.get(instrument) ?? make(bank, instrument);
  known.set(instrument, questions);
  return questions;
}

function make(bank: Bank, instrument: InstrumentId): Questions {
  const inOrder = steps(bank, instrument).map(({ id }) => questionView(bank, id));
  const json = JSON.stringify(inOrder);
  const print = createHash("sha256").update(json).digest("base64url").slice(0, 10);
  return {
    inOrder,
    order: inOrder.map(({ id, layer }) => ({ id, layer })),
    json,
    path: paths.questions(instrument, bank.bankVersion, print),
  };
}

/** One question of the bank in the words that a visitor reads. */
export function questionView(bank: Bank, id: string): QuestionView {
  const item = bank.items.find((candidate) => candidate.id === id);
  const asked = item ?? bank.context.find((candidate) => candidate.id === id);
  if (!asked) throw new RangeError(`The bank has no question ${id}.`);
  return {
    id,
    prompt: asked.prompt,
    help: asked.help,
    options: asked.options.map(({ id: option, label }) => ({ id: option, label })),
    unsure: item?.dontKnow.label ?? null,
    layer: item?.layer ?? null,
  };
}
