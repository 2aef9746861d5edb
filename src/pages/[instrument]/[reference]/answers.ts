import type { APIRoute } from "astro";
import { z } from "zod";
import { answer } from "#src/assessments/answer.ts";
import { optionsOf, steps } from "#src/assessments/journey.ts";
import { attemptOf } from "#src/forms/attempt-of.ts";

const time = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const body = z.strictObject({
  answers: z
    .array(z.strictObject({ item: z.string(), option: z.string(), shown: time, answered: time }))
    .min(1)
    .max(200),
});

/**
 * Answers that the island sends behind the visitor's taps. Sending them again changes nothing. The answer counts what is
 * kept and names the questions to which a later answer stands already.
 */
export const POST: APIRoute = async ({ locals, params, request }) => {
  const attempt = await attemptOf(locals.app, params);
  if (!attempt) return Response.json({ error: "There is no such attempt." }, { status: 404 });
  const completed = () =>
    Response.json({ error: "This attempt is completed, and its answers stand." }, { status: 409 });
  if (attempt.completedAt !== null) return completed();
  const parsed = body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return Response.json({ error: "The body is not a list of answers." }, { status: 400 });
  const bank = locals.app.banks.of(attempt.bankVersion);
  const asked = new Set(steps(bank, attempt.instrument).map(({ id }) => id));
  const unknown = parsed.data.answers.find(
    ({ item, option }) => !asked.has(item) || !optionsOf(bank, item)?.includes(option),
  );
  if (unknown)
    return Response.json({ error: "An answer names a question or an option that is not asked." }, { status: 422 });
  const kept = await answer(
    locals.app,
    attempt.reference,
    parsed.data.answers.map(({ item, option, shown, answered }) => ({
      item,
      option,
      shownAt: shown,
      answeredAt: answered,
    })),
  );
  // It may have been completed between the reading and the writing.
  if (!kept.includes(true) && (await attemptOf(locals.app, params))?.completedAt != null) return completed();
  const ignored = parsed.data.answers.filter((_, place) => !kept[place]).map(({ item }) => item);
  return Response.json({ kept: parsed.data.answers.length - ignored.length, ignored });
};
