import type { Questions } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";

/** One question page. `id` is an item or a context item; `number` counts from 1 and stands in the address. */
export interface Step {
  number: number;
  id: string;
}

/** Answers so far, item or context id to option id. */
export type AnswersSoFar = Readonly<Record<string, string>>;

/** The question pages of an instrument in order: the context item first, then the scored items. */
export function steps(bank: Questions, instrument: InstrumentId): Step[] {
  const { context, items } = bank.instruments[instrument];
  return [...context, ...items].map((id, place) => ({ number: place + 1, id }));
}

/** The optional context questions after the check page; empty for an instrument without one. */
export function afterSteps(bank: Questions, instrument: InstrumentId): Step[] {
  return bank.instruments[instrument].after.map((id, place) => ({ number: place + 1, id }));
}

/** The first question without an answer, or null when the attempt may be completed. */
export function firstUnanswered(bank: Questions, instrument: InstrumentId, answers: AnswersSoFar): Step | null {
  return steps(bank, instrument).find(({ id }) => !Object.hasOwn(answers, id)) ?? null;
}

/** Options that a question offers, "dk" included where "Not sure" is offered; null for an unknown id. */
export function optionsOf(bank: Questions, id: string): string[] | null {
  const item = bank.items.find((candidate) => candidate.id === id);
  if (item) return [...item.options.map((option) => option.id), "dk"];
  const context = bank.context.find((candidate) => candidate.id === id);
  return context ? context.options.map((option) => option.id) : null;
}

/** The instruments that show "Check your answers" before they are scored. */
export function hasCheckPage(instrument: InstrumentId): boolean {
  return instrument === "diagnostic";
}

/** The instruments long enough that their link may be mailed to whoever takes them. */
export function mayFinishLater(instrument: InstrumentId): boolean {
  return instrument === "diagnostic";
}
