import type { APIRoute } from "astro";
import { firstUnanswered, hasCheckPage, steps } from "#src/assessments/journey.ts";
import { attemptOf } from "#src/forms/attempt-of.ts";
import { paths } from "#src/paths.ts";

/** The resume link: leads to the first open question, the check page or the result. */
export const GET: APIRoute = async ({ locals, params, redirect, rewrite }) => {
  const attempt = await attemptOf(locals.app, params);
  if (!attempt) return rewrite("/404");
  const { instrument, reference, completedAt, answers } = attempt;
  if (completedAt !== null) return redirect(paths.result(reference), 303);
  const bank = locals.app.banks.of(attempt.bankVersion);
  const next = firstUnanswered(bank, instrument, answers);
  if (next) return redirect(paths.question(instrument, reference, next.number), 303);
  if (hasCheckPage(instrument)) return redirect(paths.check(instrument, reference), 303);
  return redirect(paths.question(instrument, reference, steps(bank, instrument).length), 303);
};
