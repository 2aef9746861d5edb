import { z } from "zod";
import { DONT_KNOW } from "#src/names/instruments.ts";
import type { Questions } from "./instrument.ts";
import type { Question } from "./item.ts";

function optionIds(item: Question): [string, ...string[]] {
  return [DONT_KNOW, ...item.options.map(({ id }) => id)];
}

/**
 * The schema of a submission as a person or a program may type it, derived from the bank: every id must be known,
 * every option must belong to its item, and a sizing number outside its bounds is let through (scoring drops it).
 * An answer to an item of the bank that the instrument does not ask is allowed and ignored.
 */
export function submissionSchema(bank: Questions) {
  const answers = bank.items.map((item) => [item.id, z.enum(optionIds(item)).optional()] as const);
  const context = bank.context.map(
    ({ id, options }) => [id, z.enum(options.map((option) => option.id)).optional()] as const,
  );
  const sizing = bank.sizing.map(({ id }) => [id, z.number().optional()] as const);
  return z.strictObject({
    answers: z.strictObject(Object.fromEntries(answers)),
    context: z.strictObject(Object.fromEntries(context)).default({}),
    sizing: z.strictObject(Object.fromEntries(sizing)).default({}),
    elapsedSeconds: z.number().nonnegative().optional(),
    carriedOver: z.int().nonnegative().optional(),
  });
}
