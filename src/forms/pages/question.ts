import { hasCheckPage } from "#src/assessments/journey.ts";
import { attemptOf } from "#src/forms/attempt-of.ts";
import { measure } from "#src/forms/measure.ts";
import { takeStep } from "#src/forms/take-step.ts";
import { paths } from "#src/paths.ts";
import { type Answer, notFound, stepAnswer } from "./answer.ts";
import type { Asked } from "./asked.ts";

export type QuestionPage = Exclude<Awaited<ReturnType<typeof readQuestion>>, Answer>;

/** Takes the answer that a request for a question page may bring; gives what the page shows, or where to go on. */
export async function readQuestion({ locals, params, request, routePattern, url }: Asked) {
  const { app, client } = locals;
  const attempt = await attemptOf(app, params);
  if (!attempt) return notFound;
  const { instrument, reference } = attempt;
  const taken = await takeStep(app, {
    attempt,
    step: params.step,
    change: hasCheckPage(instrument) && url.searchParams.has("change"),
    request,
    clientHash: () => app.hashClient(client.address),
    base: paths.attempt(instrument, reference),
    finished: paths.result(reference),
  });
  if (!("view" in taken)) return stepAnswer(taken);

  // The page of nobody: many begin with the same question, and differ in their reference and the hour.
  const [whose, shown] = [app.pages.mark("reference"), Number.MAX_SAFE_INTEGER];
  const written = JSON.stringify({ ...taken.view, shownAt: shown }).replaceAll(reference, whose);
  const content = [written, measure({ request, locals, routePattern }, { event: "question", instrument })];
  return { instrument, written, content, fresh: { [whose]: reference, [shown]: String(taken.view.shownAt) } };
}
