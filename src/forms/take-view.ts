import type { Domain } from "#src/assessments/domain.ts";
import type { Attempt } from "#src/assessments/find.ts";
import { hasCheckPage, mayFinishLater } from "#src/assessments/journey.ts";
import type { TakeView } from "#src/assessments/question-view.ts";
import { paths } from "#src/paths.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import { questionsOf } from "./questions.ts";

/**
 * What the take page shows: one question, the answers so far and where the visitor stands.
 * @throws {RangeError} for a number that no question has
 */
export function takeView(
  app: Pick<Domain, "banks" | "clock"> & { site: Site; words: Pick<Words, "access" | "pages"> },
  attempt: Attempt,
  number: number,
  change: boolean,
  base = paths.attempt(attempt.instrument, attempt.reference),
): TakeView {
  const { instrument, reference } = attempt;
  const bank = app.banks.of(attempt.bankVersion);
  const { inOrder, order, path } = questionsOf(bank, instrument);
  const question = inOrder[number - 1];
  if (!question) throw new RangeError(`There is no question ${number}.`);
  const { carried, page } = app.words.pages.question;
  return {
    words: page,
    brand: app.site.name,
    mark: app.site.mark,
    instrument: bank.instruments[instrument].name,
    base,
    answersPath: paths.answers(instrument, reference),
    checkPath: hasCheckPage(instrument) ? paths.check(instrument, reference, change ? number : undefined) : null,
    layers: bank.layers.map(({ id, name }) => ({ id, name })),
    question,
    order,
    questionsPath: path,
    answers: attempt.answers,
    carried: attempt.carried,
    ...(attempt.carried.length > 0 && {
      over: carried.replace("{count}", String(attempt.carried.length)),
    }),
    number,
    shownAt: app.clock(),
    change,
    ...(mayFinishLater(instrument) && {
      later: { path: paths.finishLater(instrument, reference), label: app.words.access.later.link },
    }),
  };
}
