import { z } from "zod";
import type { GivenAnswer } from "#src/assessments/answer.ts";
import { optionsOf } from "#src/assessments/journey.ts";
import type { Questions } from "#src/instruments/instrument.ts";

const time = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const body = z.strictObject({
  answers: z
    .array(z.strictObject({ item: z.string(), option: z.string(), shown: time, answered: time }))
    .min(1)
    .max(200),
});

/** Answers that the island sends behind a visitor's taps, or what is wrong with them. `asked` are the questions of the sitting. */
export async function readSentAnswers(
  request: Request,
  bank: Questions,
  asked: readonly string[],
): Promise<{ answers: GivenAnswer[] } | { refusal: Response }> {
  const parsed = body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return { refusal: refuse("The body is not a list of answers.", 400) };
  const isKnown = ({ item, option }: { item: string; option: string }) =>
    asked.includes(item) && optionsOf(bank, item)?.includes(option);
  if (!parsed.data.answers.every(isKnown))
    return { refusal: refuse("An answer names a question or an option that is not asked.", 422) };
  const given = parsed.data.answers.map(({ item, option, shown, answered }) => ({
    item,
    option,
    shownAt: shown,
    answeredAt: answered,
  }));
  return { answers: given };
}

/** Says in one sentence why answers are not taken. */
export function refuse(error: string, status: number): Response {
  return Response.json({ error }, { status });
}
