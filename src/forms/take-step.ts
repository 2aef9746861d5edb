import { answer } from "#src/assessments/answer.ts";
import { complete } from "#src/assessments/complete.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { Attempt } from "#src/assessments/find.ts";
import { firstUnanswered, hasCheckPage, optionsOf, steps } from "#src/assessments/journey.ts";
import { nextQuestion } from "#src/assessments/next-question.ts";
import type { TakeView } from "#src/assessments/question-view.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { paths } from "#src/paths.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import type { AskedRequest } from "./pages/asked.ts";
import { readForm } from "./read-form.ts";
import { takeView } from "./take-view.ts";

interface Asked {
  attempt: Attempt;
  /** The number in the address. */
  step: string | undefined;
  /** Whether the question was opened from "Check your answers". */
  change: boolean;
  request: AskedRequest;
  /** Makes the hash of the client's address, for the limit on completed attempts. */
  clientHash: () => ClientHash;
  /** The attempt's address, to which a question's number is appended. */
  base: string;
  /** Where a completed attempt leads. */
  finished: string;
}

/** Where to go on, a refusal, or the question to show. */
export type TakenStep = { to: string } | { status: number; retryAfterSeconds?: number } | { view: TakeView };

/** Judges a request for one question page, takes the answer that it may bring, and says what follows. */
export async function takeStep(
  app: Domain & { site: Site; words: Pick<Words, "access" | "pages"> },
  { attempt, step: asked, change, request, clientHash, base, finished }: Asked,
): Promise<TakenStep> {
  const { instrument, reference, completedAt, answers } = attempt;
  if (completedAt !== null) return { to: finished };
  const bank = app.banks.of(attempt.bankVersion);
  const pages = steps(bank, instrument);
  const step = pages.find(({ number }) => String(number) === asked);
  if (!step) return { status: 404 };

  if (request.method === "POST") {
    const fields = await readForm(request);
    const option = fields.answer ?? "";
    if (!optionsOf(bank, step.id)?.includes(option)) return { status: 400 };
    const now = app.clock();
    await answer(app, reference, [{ item: step.id, option, shownAt: Number(fields.shown) || now, answeredAt: now }]);
    const next = nextQuestion(
      pages.map(({ id }) => id),
      { ...answers, [step.id]: option },
      step.number,
    );
    if (change && next === null) return { to: paths.check(instrument, reference, step.number) };
    if (next !== null) return { to: `${base}/${next}` };
    if (hasCheckPage(instrument)) return { to: paths.check(instrument, reference) };
    const done = await complete(app, reference, clientHash());
    if (done.status === "limited") return { status: 429, retryAfterSeconds: done.retryAfterSeconds };
    return { to: base };
  }

  const open = firstUnanswered(bank, instrument, answers);
  if (open && step.number > open.number && !Object.hasOwn(answers, step.id)) return { to: `${base}/${open.number}` };
  return { view: takeView(app, attempt, step.number, change, base) };
}
