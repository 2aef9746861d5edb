import { z } from "zod";
import { LAYER_IDS, type LayerId } from "#src/names/instruments.ts";
import { datesOffered, startOfDate } from "#src/progress/reminders/days.ts";
import { ownLines } from "#src/typed-text.ts";

/** Commitments that one assessment may have. */
export const MOST_COMMITMENTS = 5;
/** In UTF-16 units, as a text area counts them. */
export const LONGEST_CONDITION = 500;

/** What a founder commits to: a layer, the condition that would show it is fixed, and the start of a day (UTC). */
export interface Terms {
  layer: LayerId;
  condition: string;
  dueAt: number;
}

export type TermsFault = "layer" | "noCondition" | "longCondition" | "noDate" | "dateOutside";

const condition = z
  .string()
  .transform((text) =>
    ownLines(text.toWellFormed())
      .replace(/[^\S\n]+/g, " ")
      .replace(/ ?\n ?/g, "\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
  )
  .pipe(z.string().min(1, "noCondition").max(LONGEST_CONDITION, "longCondition"));

const fields = z.object({
  layer: z.enum(LAYER_IDS, "layer"),
  condition: z.string("noCondition").pipe(condition),
  by: z.string("noDate").transform((text, context) => {
    const at = startOfDate(text);
    if (at === null) context.addIssue({ code: "custom", message: "noDate" });
    return at ?? 0;
  }),
});

/** The terms that a form holds, or the first thing that is wrong with it. */
export function readTerms(form: Readonly<Record<string, string>>, now: number): Terms | { fault: TermsFault } {
  const read = fields.safeParse(form);
  if (!read.success) return { fault: (read.error.issues[0]?.message ?? "noCondition") as TermsFault };
  const { layer, condition: words, by: dueAt } = read.data;
  const { earliest, latest } = datesOffered(now);
  return dueAt < earliest || dueAt > latest ? { fault: "dateOutside" } : { layer, condition: words, dueAt };
}
