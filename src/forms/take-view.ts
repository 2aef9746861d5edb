import type { Domain } from "#src/assessments/domain.ts";
import type { Attempt } from "#src/assessments/find.ts";
import { hasCheckPage, mayFinishLater, steps } from "#src/assessments/journey.ts";
import type { QuestionView, TakeView } from "#src/assessments/question-view.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { MARK } from "#src/marks.ts";
import { paths } from "#src/paths.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";

/** One question of the bank in the words that a visitor reads. */
export function questionView(bank: Bank, id: string): QuestionView {
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
  app: Pick<Domain, "banks" | "clock"> & { site: Site; words: Pick<Words, "access" | "pages"> },
  attempt: Attempt,
  number: number,
  change: boolean,
  base = paths.attempt(attempt.instrument, attempt.reference),
): TakeView {
  const { instrument, reference } = attempt;
  const bank = app.banks.of(attempt.bankVersion);
  const questions = steps(bank, instrument).map(({ id }) => questionView(bank, id));
  return {
    brand: app.site.name,
    mark: app.site.mark ?? MARK,
    instrument: bank.instruments[instrument].name,
    base,
    answersPath: paths.answers(instrument, reference),
    checkPath: hasCheckPage(instrument) ? paths.check(instrument, reference) : null,
    layers: bank.layers.map(({ id, name }) => ({ id, name })),
    questions,
    answers: attempt.answers,
    carried: attempt.carried,
    ...(attempt.carried.length > 0 && {
      over: app.words.pages.question.carried.replace("{count}", String(attempt.carried.length)),
    }),
    number,
    shownAt: app.clock(),
    change,
    total: questions.length,
    ...(mayFinishLater(instrument) && {
      later: { path: paths.finishLater(instrument, reference), label: app.words.access.later.link },
    }),
  };
}
