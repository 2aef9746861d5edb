import type { Domain } from "../assessments/domain.ts";
import type { Attempt } from "../assessments/find.ts";
import { hasCheckPage, steps } from "../assessments/journey.ts";
import type { Bank } from "../instruments/instrument.ts";
import type { QuestionView, TakeView } from "../islands/question-view.ts";
import { paths } from "../paths.ts";
import type { Site } from "../report/site.ts";

function question(bank: Bank, id: string): QuestionView {
  const item = bank.items.find((candidate) => candidate.id === id);
  const asked = item ?? bank.context.find((candidate) => candidate.id === id);
  if (!asked) throw new RangeError(`The bank has no question ${id}.`);
  return {
    id,
    prompt: asked.prompt,
    help: asked.help,
    options: asked.options.map(({ id: option, label }) => ({ id: option, label })),
    unsure: item?.dontKnow.label ?? null,
    layer: item?.layer ?? null,
  };
}

/** What the take page shows: the whole instrument in words, the answers so far and where the visitor stands. */
export function takeView(
  app: Pick<Domain, "bank" | "clock"> & { site: Site },
  attempt: Attempt,
  number: number,
  change: boolean,
): TakeView {
  const { bank } = app;
  const { instrument, reference } = attempt;
  const questions = steps(bank, instrument).map(({ id }) => question(bank, id));
  return {
    brand: app.site.name,
    instrument: bank.instruments[instrument].name,
    base: paths.attempt(instrument, reference),
    answersPath: paths.answers(instrument, reference),
    checkPath: hasCheckPage(instrument) ? paths.check(instrument, reference) : null,
    layers: bank.layers.map(({ id, name }) => ({ id, name })),
    questions,
    answers: attempt.answers,
    carried: attempt.carried,
    number,
    shownAt: app.clock(),
    change,
    total: questions.length,
  };
}
