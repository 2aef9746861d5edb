import type { APIRoute } from "astro";
import { answer } from "#src/assessments/answer.ts";
import { steps } from "#src/assessments/journey.ts";
import { attemptOf } from "#src/forms/attempt-of.ts";
import { readSentAnswers, refuse } from "#src/forms/sent-answers.ts";

/**
 * Answers that the island sends behind the visitor's taps. Sending them again changes nothing. The answer counts what is
 * kept and names the questions to which a later answer stands already.
 */
export const POST: APIRoute = async ({ locals, params, request }) => {
  const attempt = await attemptOf(locals.app, params);
  if (!attempt) return refuse("There is no such attempt.", 404);
  const completed = () => refuse("This attempt is completed, and its answers stand.", 409);
  if (attempt.completedAt !== null) return completed();
  const bank = locals.app.banks.of(attempt.bankVersion);
  const asked = steps(bank, attempt.instrument).map(({ id }) => id);
  const sent = await readSentAnswers(request, bank, asked);
  if ("refusal" in sent) return sent.refusal;
  const kept = await answer(locals.app, attempt.reference, sent.answers);
  // It may have been completed between the reading and the writing.
  if (!kept.includes(true) && (await attemptOf(locals.app, params))?.completedAt != null) return completed();
  const ignored = sent.answers.filter((_, place) => !kept[place]).map(({ item }) => item);
  return Response.json({ kept: sent.answers.length - ignored.length, ignored });
};
