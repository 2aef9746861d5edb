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
function submissionSchema(bank: Questions) {
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

type Typed = z.infer<ReturnType<typeof submissionSchema>>;

/** A submission written as JSON, or what is wrong with it in a sentence for each fault. */
export function readSubmission(bank: Questions, written: string): Typed | { faults: string[] } {
  let typed: unknown;
  try {
    typed = JSON.parse(written);
  } catch {
    return { faults: ['The submission is not JSON. It looks like {"answers": {"V1": "a"}}.'] };
  }
  const read = submissionSchema(bank).safeParse(typed);
  return read.success ? read.data : { faults: read.error.issues.map(sentence) };
}

function sentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.join(" ");
  if (issue.code === "unrecognized_keys")
    return `${place || "The submission"} has an unknown id: ${issue.keys.join(", ")}.`;
  if (issue.code === "invalid_value") return `${place} must be one of: ${issue.values.join(", ")}.`;
  return `${place || "The submission"}: ${issue.message}.`;
}
